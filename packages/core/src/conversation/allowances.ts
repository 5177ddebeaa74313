import type { AllowanceCount } from './allowance-question.ts';
import type { TurnBuilder } from './turn.ts';

/** Counts one more code for an account. False: there were too many. */
export function mayIssueCode(turn: TurnBuilder, account: string): boolean {
  const limits = turn.context.mailLimits;
  if (limits === null) return true;
  const owners = { holders: holdersOf(turn.state()), account };
  const ofAccount = { key: ['codes', account], max: limits.codesPerAccount, owners };
  const counts = [...(account === '' ? [] : [ofAccount]), ...ofCustomer(turn)];
  return counts.length === 0 || turn.isAllowed(counts);
}

/** Counts one more mail to an address that nobody proved. False: there were too many, and it is withheld. */
export function mayMail(turn: TurnBuilder, to: string): boolean {
  const limits = turn.context.mailLimits;
  if (limits === null) return true;
  const isAllowed = turn.isAllowed([{ key: ['mails', to], max: limits.perAddress, owners: null }, ...ofCustomer(turn)]);
  if (!isAllowed) turn.emit({ type: 'mail-withheld' });
  return isAllowed;
}

function ofCustomer(turn: TurnBuilder): AllowanceCount[] {
  const { customer, channel } = turn.state();
  const { mailLimits } = turn.context;
  const counts: AllowanceCount[] = [];
  if (mailLimits !== null && customer.visitorId !== null)
    counts.push({ key: ['visitor', channel, customer.visitorId], max: mailLimits.perVisitor, owners: null });
  if (mailLimits !== null && customer.senderAddress !== null)
    counts.push({ key: ['sender', customer.senderAddress], max: mailLimits.perSender, owners: null });
  return counts;
}

/** Who a proof is remembered for: this chat, and this visitor in others. */
export function holdersOf({ id, channel, customer }: ReturnType<TurnBuilder['state']>): string[][] {
  const visitor = customer.visitorId === null ? [] : [['visitor', channel, customer.visitorId]];
  return [['chat', id], ...visitor];
}
