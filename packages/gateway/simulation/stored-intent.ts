import type { Intent } from '@baton/core';
import type { Delivery } from '@baton/store';
import { packRequest, unpackRequest } from '../src/inbound/stored-request.ts';
import { simulatedAdapter, toBody } from './simulated-adapter.ts';

const invert = (bytes: Buffer): Buffer => Buffer.from(bytes.map((byte) => byte ^ 0xff));

/** What is sealed cannot be read by who looks for words; that is all a simulation needs. */
export const simulatedBox = { seal: invert, open: invert };

/** What a stored delivery asks for; null when its body is erased. */
export function readIntent({ body }: Pick<Delivery, 'body'>): Intent | null {
  const stored = body === null ? null : unpackRequest(simulatedBox.open(Buffer.from(body)));
  return stored === null ? null : simulatedAdapter.parse(stored.request, stored.covers)[0].intent;
}

/** The same delivery, asking for something else. */
export async function changeIntent(delivery: Delivery, change: (intent: Intent) => Promise<Intent>): Promise<Delivery> {
  const stored = delivery.body === null ? null : unpackRequest(simulatedBox.open(Buffer.from(delivery.body)));
  if (stored === null) return delivery;
  const [parsed] = simulatedAdapter.parse(stored.request, stored.covers);
  const body = toBody({ ...parsed, intent: await change(parsed.intent) });
  return { ...delivery, body: simulatedBox.seal(packRequest({ ...stored, request: { ...stored.request, body } })) };
}
