import type { EmulatorHost } from '@baton/emulator-kit';
import type { AppRow, DeliveryRow } from '../rows.ts';
import type { SettingsStore } from '../settings.ts';
import { type Signed, signV1, signV3 } from './signing.ts';

type Parts = { host: EmulatorHost; settings: SettingsStore; app: () => AppRow };

/** One try of a delivery: the status of the answer, or null when there was none in time. */
export async function post(
  { host, settings, app }: Parts,
  row: DeliveryRow,
  closing: AbortSignal,
): Promise<number | null> {
  const body = JSON.stringify(bodyOf(row));
  const timestamp = String(host.clock.now().getTime());
  const signed = { method: 'POST', url: row.url, body, secret: app().clientSecret, timestamp };
  const status = await send(
    row,
    signed,
    AbortSignal.any([closing, AbortSignal.timeout(settings.read().webhookTimeoutMs)]),
  );
  host.journal.record({
    ...{ vendor: 'hubspot', operation: `hubspot.${row.kind}-webhook.deliver`, method: 'POST', path: row.url },
    ...{ query: {}, status, fault: null, body },
  });
  return status;
}

/** Events of the app tell which try this is (contract hubspot §9). */
const bodyOf = ({ body, attempt }: DeliveryRow): unknown =>
  Array.isArray(body) ? body.map((event) => ({ ...event, attemptNumber: attempt })) : body;

async function send(row: DeliveryRow, signed: Signed, signal: AbortSignal): Promise<number | null> {
  const v1 = row.kind === 'app' ? { 'x-hubspot-signature-version': 'v1', 'x-hubspot-signature': signV1(signed) } : {};
  try {
    const response = await fetch(row.url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-hubspot-request-timestamp': signed.timestamp,
        'x-hubspot-signature-v3': signV3(signed),
        ...v1,
      },
      body: signed.body,
      redirect: 'manual',
      signal,
    });
    await response.arrayBuffer();
    return response.status;
  } catch {
    return null;
  }
}
