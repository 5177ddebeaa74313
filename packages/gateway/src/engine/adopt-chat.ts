import { type BotContext, type ConversationId, conversationId, type Desk, deskConversationId } from '@baton/core';
import type { Store } from '@baton/store';
import type { SecretBox } from '../secret-box.ts';
import { runTurn } from './run-turn.ts';

export type AdoptionDependencies = {
  store: Pick<Store, 'transaction'>;
  context: BotContext;
  desks: Readonly<Record<string, Pick<Desk, 'readHandoffKey' | 'readAgentName'>>>;
  secretBox: Pick<SecretBox, 'seal'>;
};

type ChatAtDesk = { organisation: string; desk: string; reference: string };

/** `unclear`: the desk cannot be asked now. */
export type Adoption = 'adopted' | 'not-ours' | 'unclear';

/**
 * A chat at a desk that nobody here knows may be ours: its opening ended unclear and was given up. It bears the key of the leg it was opened
 * for. Then it is linked to its conversation, which takes it for that leg, or ends it with a word to the operator when the leg is over.
 */
export async function adoptChat(
  { store, context, desks, secretBox }: AdoptionDependencies,
  { organisation, desk, reference }: ChatAtDesk,
  now: Date,
): Promise<Adoption> {
  const asked = await desks[desk]?.readHandoffKey(deskConversationId(reference));
  if (asked?.type === 'retry') return 'unclear';
  const legKey = asked?.type === 'ok' ? asked.value : null;
  const id = legKey === null ? null : readConversationId(legKey);
  if (legKey === null || id === null) return 'not-ours';
  return store.transaction(async (transaction) => {
    const stored = await transaction.findConversationById(id);
    if (stored === null || stored.organisation !== organisation) return 'not-ours';
    const command = { type: 'adopt-desk-chat' as const, desk, reference, legKey };
    await runTurn(transaction, stored, { command, context, secretBox, now, awaitedBy: null });
    await transaction.linkDesk({ organisation, desk, reference }, id);
    return 'adopted';
  });
}

/** Keys of legs begin with the id of their conversation. */
function readConversationId(legKey: string): ConversationId | null {
  const id = /^(.+)-h\d+(?:\.\d+)?$/.exec(legKey)?.[1];
  return id === undefined ? null : conversationId(id);
}
