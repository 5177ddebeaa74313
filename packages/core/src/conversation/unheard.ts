import { mayMail } from './allowances.ts';
import type { ConversationCommand } from './commands.ts';
import { readProof } from './proof.ts';
import type { TurnBuilder } from './turn.ts';

/** Words of a request that is being answered go with the answer; these are brought a little later, in case they do not. */
const pushDelayMs = 300;

/**
 * Sees to it that what was said reaches the customer. Words in answer to the customer's own request go with its response. All others are
 * pushed where that is possible; where it is not, they wait for the next request, and by mail if they wait for too long.
 */
export function bringWords(turn: TurnBuilder, command: ConversationCommand): void {
  const { channel, settings } = turn;
  const isAnswer =
    command.type === 'receive-customer-message' && command.isAnswered !== true && channel.answersInResponse;
  if (channel.canPush) {
    // News of who has the chat goes between the words of one operator and those of the next.
    const toSeq = channel.answeredElsewhere === null ? null : turn.state().messageCount;
    const delayMs = channel.answersInResponse ? pushDelayMs : 0;
    if (!isAnswer) turn.request({ kind: 'push-words', toSeq }, { delayMs });
    return;
  }
  const { customer, isUnheardTimed, messageCount } = turn.state();
  if (isAnswer || customer.email === null || isUnheardTimed) return;
  turn.setTimer({ name: 'unheard', fromSeq: messageCount, toSeq: messageCount }, settings.unheardMs);
}

/** Time for a look whether the customer has fetched what was said. The performer sends nothing when all of it was. */
export function mailUnheardWords(turn: TurnBuilder, { fromSeq }: { fromSeq: number }): void {
  turn.emit({ type: 'unheard-checked' });
  const { customer, messageCount } = turn.state();
  if (customer.email === null) return;
  const isProved = readProof(turn)?.email === customer.email;
  if (!isProved && !mayMail(turn, customer.email)) return;
  turn.request({
    kind: 'mail-unheard',
    to: customer.email,
    subject: turn.text('unheard-mail-subject'),
    intro: turn.text('unheard-mail-intro', { at: turn.context.now }),
    isProved,
    fromSeq: Math.max(1, fromSeq - 5),
    toSeq: messageCount,
  });
}
