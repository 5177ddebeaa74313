import { AppError } from '@baton/core';
import type { Emulator } from '@baton/emulators';
import type { HubSpotSetup } from '@baton/gateway';
import { say } from './process.ts';

/** Installations of the demo's Botpress bot, each named after the desk that it asks. */
export const botpressDesks = { salesiq: 'salesiq+ticket', hubspot: 'hubspot+ticket' } as const;

export type Joining = {
  emulator: Pick<Emulator, 'url' | 'configureGateway'>;
  gatewayUrl: string;
  /** What the installations in Botpress prove themselves with. */
  gatewayKey: string;
  hubspot: { setup: HubSpotSetup; inboxId: string };
};

/** Tells the emulated vendors where the gateway is, and connects what people would have to connect: HubSpot's inbox and Botpress' bot. */
export async function joinVendors({ emulator, gatewayUrl, gatewayKey, hubspot }: Joining): Promise<void> {
  const webhook = `${gatewayUrl}/webhook/salesiq`;
  await Promise.all([
    emulator.configureGateway({ zobotUrl: webhook, webhookUrl: webhook, deskUrl: `${gatewayUrl}/webhook/desk` }),
    order(emulator.url, '/hubspot/app-webhooks', { targetUrl: `${gatewayUrl}/webhook/hubspot` }),
    connectInbox(hubspot),
    ...Object.keys(botpressDesks).map((alias) =>
      order(emulator.url, '/botpress/installation', {
        alias,
        url: `${gatewayUrl}/botpress/${alias}`,
        configuration: { gatewayKey },
      }),
    ),
  ]);
}

/** For which is waited when the emulated account knows nothing of what the store says of it, in milliseconds. */
const patienceMs = 5_000;

/** Everything else works without it. */
async function connectInbox({ setup, inboxId }: Joining['hubspot']): Promise<void> {
  let waitedMs = 0;
  const wait = async (ms: number): Promise<void> => {
    waitedMs += ms;
    if (waitedMs > patienceMs)
      throw new AppError('configuration-invalid', 'The emulated account does not show the channel.');
    await new Promise((resolve) => setTimeout(resolve, ms));
  };
  try {
    await setup.connect({ inboxId, progress: () => undefined, wait });
  } catch (error) {
    const why = error instanceof Error ? error.message : 'unknown';
    say(`The inbox of the emulated HubSpot is not connected, the rest works: ${why}`);
  }
}

async function order(emulators: string, path: string, body: object): Promise<void> {
  const answer = await fetch(`${emulators}/__emulator${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (answer.ok) return;
  throw new AppError('internal', `The emulators answered ${answer.status} to ${path}: ${await answer.text()}`);
}
