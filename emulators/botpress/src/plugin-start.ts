import { giveUpWaiting, type PluginTools } from './plugin-tools.ts';
import type { Fields } from './replies.ts';
import { fieldsOf, text } from './replies.ts';
import type { UpstreamLineRow, UpstreamRow } from './rows.ts';

export type StartOptions = { title: string | null; description: string | null; hitlSession: Fields };
/** `message`: the readable reason why it did not start. */
export type ActionResult = { ok: true; conversationId: string } | { ok: false; message: string };

const escalated = 'I have escalated this conversation to a human agent. They should be with you shortly.';

/** The plugin's steps from the card to an active session, in its order (contract botpress §6). */
export async function startSession(
  tools: PluginTools,
  upstream: UpstreamRow,
  options: StartOptions,
): Promise<ActionResult> {
  const { botpress, tell, send, installationOf } = tools;
  const { upstreams } = botpress;
  const lines = linesOf(tools, upstream);
  const startedBySeq = lines.findLast(({ from }) => from === 'user')?.seq ?? 0;
  if (upstream.isActive) return { ok: false, message: 'A session is active already.' };
  if (startedBySeq > 0 && upstream.startedBySeq === startedBySeq)
    return { ok: false, message: 'The last message of the user has started a session already.' };
  upstreams.update(upstream.id, { startedBySeq, lastError: null });
  tell(upstream.id, { from: 'bot', type: 'text', payload: { text: escalated } });
  const installation = installationOf(upstream);
  const act = (type: string, input: Fields) => send(installation, { name: 'action_triggered', body: { type, input } });
  const refuse = (body: Fields): ActionResult => {
    const message = text(body['message']) ?? 'The integration did not answer.';
    upstreams.update(upstream.id, { lastError: message, endReason: 'internal-error' });
    return { ok: false, message };
  };

  let userId = upstream.downstreamUserId;
  if (userId === null) {
    const email = upstream.userEmail ?? `${upstream.userId}@no-reply.${installation.botId}.botpress.com`;
    const made = await act('createUser', { name: upstream.userName, email });
    userId = text(fieldsOf(made.body['output'])['userId']);
    if (made.status !== 200 || userId === null) return refuse(made.body);
    upstreams.update(upstream.id, { downstreamUserId: userId });
  }
  const { title, description, hitlSession } = options;
  const started = await act('startHitl', {
    ...{ userId, hitlSession, messageHistory: toHistory(tools, lines, userId) },
    ...(title === null ? {} : { title }),
    ...(description === null ? {} : { description }),
  });
  const conversationId = text(fieldsOf(started.body['output'])['conversationId']);
  if (started.status !== 200 || conversationId === null) return refuse(started.body);
  if (botpress.conversations.get(conversationId) === undefined)
    return refuse({ message: 'The integration named a conversation that does not exist.' });
  const { activateAfterMs } = botpress.settings.read();
  if (activateAfterMs > 0) await new Promise((resolve) => setTimeout(resolve, activateAfterMs));
  upstreams.update(upstream.id, { downstreamId: conversationId, isActive: true, endReason: null });
  planTimeout(tools, upstream.id, conversationId);
  return { ok: true, conversationId };
}

const linesOf = ({ botpress }: PluginTools, { id }: UpstreamRow): UpstreamLineRow[] =>
  botpress.lines.list().filter(({ upstreamId }) => upstreamId === id);

/** The first page of messages, which are listed newest first, oldest first. Notices are messages of the bot. */
function toHistory({ botpress }: PluginTools, lines: UpstreamLineRow[], userId: string): Fields[] {
  const { historyPage } = botpress.settings.read();
  return lines.slice(-historyPage).map(({ from, type, payload }) => ({
    ...{ type, payload },
    source: from === 'user' ? { type: 'user', userId } : { type: 'bot' },
  }));
}

function planTimeout(tools: PluginTools, upstreamId: string, conversationId: string): void {
  const { host, settings } = tools.botpress;
  const { agentTimeoutMs } = settings.read();
  if (agentTimeoutMs === 0) return;
  const due = new Date(host.clock.now().getTime() + agentTimeoutMs);
  host.clock.at(due, () => giveUpWaiting(tools, upstreamId, conversationId));
}
