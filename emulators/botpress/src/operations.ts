import { setMaxListeners } from 'node:events';
import type { Row } from '@baton/emulator-kit';
import { type Fields, fieldsOf } from './replies.ts';
import type { Botpress, InstallationRow } from './rows.ts';

/** One try of one call to the integration. `status` null: it did not answer. */
export type OperationRow = Row & {
  alias: string;
  operation: string;
  /** The action or the type of the message; null for the others. */
  type: string | null;
  attempt: number;
  status: number | null;
};

export type Answered = { status: number | null; body: Fields };
export type Operation = { name: string; body: Fields };
export type SendOperation = (installation: InstallationRow, operation: Operation) => Promise<Answered>;

/** How long the vendor waits for an answer; not published (contract botpress §10). */
const patienceMs = 60_000;

/** The place where faults of these calls strike. */
const operationPoint = 'botpress.operation';

/** Calls the integration as Botpress does (contract botpress §4); sent again after 5xx and after no answer, never after 4xx. */
export function createOperations(botpress: Botpress): SendOperation {
  const { host, settings } = botpress;
  const sent = host.collection<OperationRow>('botpress', 'operations');
  host.faultPoint({ vendor: 'botpress', operation: operationPoint, kinds: ['duplicate-delivery', 'webhook-loss'] });
  const closing = new AbortController();
  // Each call under way listens, and Node warns of more than ten.
  setMaxListeners(0, closing.signal);
  host.onClose(() => closing.abort());

  const once = async (installation: InstallationRow, operation: Operation, attempt: number): Promise<Answered> => {
    const answered = await post(installation, operation, closing.signal);
    const type = typeof operation.body['type'] === 'string' ? operation.body['type'] : null;
    const { id: alias } = installation;
    const { status } = answered;
    // The host may have closed while the integration was thinking.
    if (!closing.signal.aborted)
      sent.insert({ id: botpress.nextId('op'), alias, operation: operation.name, type, attempt, status });
    return answered;
  };
  return async (installation, operation) => {
    const struck = host.faults.take({
      ...{ vendor: 'botpress', operation: operationPoint },
      kinds: ['duplicate-delivery', 'webhook-loss'],
    });
    if (struck.some(({ kind }) => kind === 'webhook-loss')) return { status: null, body: {} };
    const twin = struck.length > 0 ? once(installation, operation, 1) : null;
    for (let attempt = 1; ; attempt += 1) {
      const answered = await once(installation, operation, attempt);
      const isFinal = answered.status !== null && answered.status < 500;
      if (!isFinal && attempt <= settings.read().operationRetries && !closing.signal.aborted) continue;
      await twin;
      return answered;
    }
  };
}

async function post(
  { url, id, ...installation }: InstallationRow,
  { name, body }: Operation,
  closing: AbortSignal,
): Promise<Answered> {
  if (url === null) return { status: null, body: {} };
  const configuration = Buffer.from(JSON.stringify(installation.configuration), 'utf8').toString('base64');
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-bot-id': installation.botId,
        'x-bot-user-id': installation.botUserId,
        'x-integration-id': installation.integrationId,
        'x-integration-alias': id,
        'x-webhook-id': installation.webhookId,
        'x-bp-operation': name,
        'x-bp-configuration': configuration,
      },
      body: JSON.stringify(body),
      signal: AbortSignal.any([closing, AbortSignal.timeout(patienceMs)]),
    });
    return { status: response.status, body: fieldsOf(readJson(await response.text())) };
  } catch {
    return { status: null, body: {} };
  }
}

function readJson(text: string): unknown {
  try {
    const read: unknown = JSON.parse(text);
    return read;
  } catch {
    return null;
  }
}
