import { contentField, definition } from './definition.ts';
import type { SendOperation } from './operations.ts';
import { type ActionResult, type StartOptions, startSession } from './plugin-start.ts';
import { createTools, type PluginTools, spoken, words } from './plugin-tools.ts';
import type { Botpress, EventRow, MessageRow, Payload, UpstreamRow } from './rows.ts';

/**
 * The bot with its HITL plugin (contract botpress §6): keeps a chat with each end user, mirrors it at the integration while a session is
 * active, and drops what comes for a session that is not.
 */
export type Plugin = {
  /** A message of the integration. */
  hearLine(message: MessageRow): void;
  hearEvent(event: EventRow): void;
  /** The card "Start HITL". */
  start(upstreamId: string, options: StartOptions): Promise<ActionResult>;
  /** The end user writes. */
  say(upstreamId: string, type: string, payload: Payload): void;
  /** The card "Stop HITL". */
  stop(upstreamId: string): void;
  /** Resolves when nothing of this chat is on its way to the integration. */
  settled(upstreamId: string): Promise<void>;
  /** A call outside of any chat, for example `register`. */
  send: SendOperation;
  /** What the plugin's own steps are made of. */
  tools: PluginTools;
};

export function createPlugin(botpress: Botpress): Plugin {
  const tools = createTools(botpress);
  return {
    tools,
    send: tools.send,
    ...hearing(tools),
    start: (upstreamId, options) => startSession(tools, find(botpress, upstreamId), options),
    say: (upstreamId, type, payload) => say(tools, find(botpress, upstreamId), { type, payload }),
    stop: (upstreamId) => {
      const upstream = find(botpress, upstreamId);
      if (upstream.isActive)
        tools.finish(upstream, 'close-action-called', { line: words.cancelled, notice: words.stopped });
    },
    settled: (upstreamId) => tools.settled(upstreamId),
  };
}

function find({ upstreams }: Botpress, id: string): UpstreamRow {
  const upstream = upstreams.get(id);
  if (upstream === undefined) throw new Error(`There is no chat ${id}.`);
  return upstream;
}

function say(tools: PluginTools, upstream: UpstreamRow, { type, payload }: { type: string; payload: Payload }): void {
  const { botpress, tell, relay, finish } = tools;
  tell(upstream.id, { from: 'user', type, payload });
  if (!upstream.isActive) return;
  const { closeCommand } = botpress.settings.read();
  const text = payload['text'];
  if (type === 'text' && typeof text === 'string' && text.trim().toLowerCase() === closeCommand.toLowerCase()) {
    const said = { line: words.closedByUserDownstream, notice: words.closedByUser };
    finish(upstream, 'patient-used-termination-command', said);
  } else if (!definition.messageTypes.some((known) => known === type)) {
    tell(upstream.id, { from: 'notice', ...spoken(words.incompatible) });
  } else {
    relay(upstream, type, { ...payload, userId: upstream.downstreamUserId });
  }
}

function hearing(tools: PluginTools): Pick<Plugin, 'hearLine' | 'hearEvent'> {
  const { botpress, tell } = tools;
  const findActive = (conversationId: unknown): UpstreamRow | undefined =>
    botpress.upstreams.find(({ downstreamId, isActive }) => isActive && downstreamId === conversationId);
  const drop = (conversationId: string, what: string, payload: Payload): void => {
    botpress.dropped.insert({ id: botpress.nextId('drop'), conversationId, what, payload });
  };
  const assign = (upstream: UpstreamRow, agentId: string): string => {
    const name = botpress.users.get(agentId)?.name ?? 'Agent';
    botpress.upstreams.update(upstream.id, { humanAgentId: agentId, humanAgentName: name });
    return name;
  };
  return {
    hearLine: ({ conversationId, type, payload, userId }) => {
      const upstream = findActive(conversationId);
      if (upstream === undefined) {
        drop(conversationId, `line ${type}`, payload);
        return;
      }
      if (contentField[type] === undefined) {
        tools.relay(upstream, 'text', { text: words.incompatibleForAgent });
        return;
      }
      if (upstream.humanAgentId === null) assign(upstream, userId);
      const agentName = botpress.users.get(userId)?.name ?? null;
      tell(upstream.id, { from: 'agent', agentName, type, payload });
    },
    hearEvent: ({ type, payload }) => {
      const conversationId = String(payload['conversationId']);
      const upstream = findActive(conversationId);
      if (upstream === undefined) {
        drop(conversationId, type, payload);
      } else if (type === 'hitlAssigned') {
        const agentName = assign(upstream, String(payload['userId']));
        tell(upstream.id, { from: 'notice', agentName, ...spoken(words.assigned) });
      } else {
        // `stopHitl` is not called, and who was assigned is kept (contract botpress §6).
        botpress.upstreams.update(upstream.id, { isActive: false, endReason: 'agent-closed-ticket' });
        tell(upstream.id, { from: 'notice', ...spoken(words.stopped) });
      }
    },
  };
}
