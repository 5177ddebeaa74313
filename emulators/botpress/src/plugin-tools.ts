import { createOperations, type SendOperation } from './operations.ts';
import type { Fields } from './replies.ts';
import type { Botpress, InstallationRow, Payload, UpstreamLineRow, UpstreamRow } from './rows.ts';
import { conversationWire, messageWire } from './wire.ts';

/** What the plugin's own steps are made of. */
export type PluginTools = {
  botpress: Botpress;
  send: SendOperation;
  tell(
    upstreamId: string,
    line: Pick<UpstreamLineRow, 'from' | 'type' | 'payload'> & { agentName?: string | null },
  ): void;
  installationOf(upstream: UpstreamRow): InstallationRow;
  /** Sends a line downstream, after whatever of this chat is under way. */
  relay(upstream: UpstreamRow, type: string, payload: Payload): void;
  finish(upstream: UpstreamRow, reason: string, how: { line: string | null; notice: string }): void;
};

/** What the plugin says by default. */
export const words = {
  assigned: 'A human agent has joined the conversation.',
  stopped: 'The human agent closed the conversation. I will continue assisting you.',
  closedByUser: 'You have ended the session.',
  closedByUserDownstream: '( The user has ended the session. )',
  cancelled: '( The session was cancelled. )',
  incompatible: 'Sorry, the human agent cannot receive this type of message.',
  incompatibleForAgent: 'Sorry, the user can not receive this type of message.',
  timeout: 'No human agent is available right now.',
};

export const spoken = (text: string): Pick<UpstreamLineRow, 'type' | 'payload'> => ({
  type: 'text',
  payload: { text },
});

export function createTools(botpress: Botpress): PluginTools & { settled(upstreamId: string): Promise<void> } {
  const send = createOperations(botpress);
  const lanes = new Map<string, Promise<unknown>>();
  const counts = new Map<string, number>();
  const inOrder = (upstreamId: string, work: () => Promise<unknown>): void => {
    lanes.set(upstreamId, (lanes.get(upstreamId) ?? Promise.resolve()).then(work, work));
  };
  const installationOf = ({ alias }: UpstreamRow): InstallationRow => {
    const installation = botpress.installations.get(alias);
    if (installation === undefined) throw new Error(`There is no installation ${alias}.`);
    return installation;
  };
  botpress.host.onReset(() => counts.clear());
  const tell: PluginTools['tell'] = (upstreamId, { from, type, payload, agentName = null }) => {
    const present =
      counts.get(upstreamId) ?? botpress.lines.list().filter((line) => line.upstreamId === upstreamId).length;
    counts.set(upstreamId, present + 1);
    botpress.lines.insert({
      id: botpress.nextId('line'),
      upstreamId,
      seq: present + 1,
      from,
      agentName,
      type,
      payload,
    });
  };
  const relay: PluginTools['relay'] = (upstream, type, payload) => {
    const body = makeLine(botpress, upstream, { type, payload });
    inOrder(upstream.id, () => send(installationOf(upstream), { name: 'message_created', body }));
  };
  return {
    ...{ botpress, send, tell, installationOf, relay },
    settled: async (upstreamId) => {
      await lanes.get(upstreamId);
    },
    finish: (upstream, reason, { line, notice }) => {
      if (line !== null) relay(upstream, 'text', { text: line });
      botpress.upstreams.update(upstream.id, { isActive: false, endReason: reason });
      const input = { conversationId: upstream.downstreamId };
      inOrder(upstream.id, () =>
        send(installationOf(upstream), { name: 'action_triggered', body: { type: 'stopHitl', input } }),
      );
      tell(upstream.id, { from: 'notice', ...spoken(notice) });
    },
  };
}

/** A message of the bot in the downstream conversation, as the integration is told of it. */
function makeLine(
  botpress: Botpress,
  upstream: UpstreamRow,
  { type, payload }: { type: string; payload: Payload },
): Fields {
  const { botUserId } = botpress.installations.get(upstream.alias) ?? { botUserId: '' };
  const conversation = botpress.conversations.get(upstream.downstreamId ?? '');
  if (conversation === undefined) throw new Error(`The chat ${upstream.id} has no session.`);
  const at = botpress.now();
  const message = botpress.messages.insert({
    ...{ id: botpress.nextId('msg'), createdAt: at, updatedAt: at, type, payload, direction: 'outgoing' },
    ...{ userId: botUserId, conversationId: conversation.id, tags: {} },
  });
  const user = { id: botUserId, createdAt: at, updatedAt: at, tags: {}, name: 'Bot' };
  return { type, payload, conversation: conversationWire(conversation), user, message: messageWire(message) };
}

/** The plugin gives up waiting, unless an agent has been assigned in any session of this chat. */
export function giveUpWaiting({ botpress, finish }: PluginTools, upstreamId: string, downstreamId: string): void {
  const upstream = botpress.upstreams.get(upstreamId);
  if (upstream?.isActive !== true || upstream.downstreamId !== downstreamId || upstream.humanAgentId !== null) return;
  finish(upstream, 'agent-assignment-timeout', { line: words.cancelled, notice: words.timeout });
}
