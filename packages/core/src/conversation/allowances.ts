import type { TurnBuilder } from './turn.ts';

/**
 * What is counted over all conversations, so that nobody can have somebody else mailed again and again, or guess at an account through many
 * chats. A decision asks whether one more is allowed; the answer is found, and the count taken, in the transaction that the decision
 * becomes part of. So what goes beyond a limit never comes to be, however many ask at the same moment.
 */

/** Mails within one hour, at most. */
export type MailLimits = {
  /** One-time codes for one account, by the name that was asked for: so it counts alike whether there is such an account or not. */
  codesPerAccount: number;
  /** Other mails to one address that nobody proved to own. */
  perAddress: number;
  /** Mails to addresses they did not prove, codes included, that one visitor causes. */
  perVisitor: number;
  /** The same for one network address that customers write from. */
  perSender: number;
};

/** One thing that is counted. */
export type AllowanceCount = {
  key: string[];
  /** Times in an hour, at most. */
  max: number;
  /** Who of these has proved the account lately is counted apart, so that strangers cannot use it up for them. */
  owners: { holders: string[][]; account: string } | null;
};

/** Asks whether each of the counts has room for one more; if so it is taken in all of them, else in none. */
export type AllowanceQuestion = { id: string; counts: AllowanceCount[] };

/** Counts one more code for an account. False: there were too many. */
export function mayIssueCode(turn: TurnBuilder, account: string): boolean {
  const limits = turn.context.mailLimits;
  if (limits === null) return true;
  const owners = { holders: listHolders(turn), account };
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
function listHolders(turn: TurnBuilder): string[][] {
  return holdersOf(turn.state());
}

export function holdersOf({ id, channel, customer }: ReturnType<TurnBuilder['state']>): string[][] {
  const visitor = customer.visitorId === null ? [] : [['visitor', channel, customer.visitorId]];
  return [['chat', id], ...visitor];
}
