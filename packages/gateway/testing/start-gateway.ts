import { createHmac, generateKeyPairSync, randomUUID, sign } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import {
  defaultOrganisation,
  type IdentityDirectory,
  type InboundAdapter,
  type JsonObject,
  type Mailer,
} from '@baton/core';
import { createFlatChannel, createFlatInbound } from '@baton/integration-flat';
import { createSalesIqInbound } from '@baton/integration-zoho';
import type { Store } from '@baton/store';
import {
  createFakeChannel,
  createFakeDesk,
  createFakeDirectory,
  createFakeMailer,
  createFakeTicketSystem,
  type FakeChannel,
  newBotContext,
  polledChannel,
} from '@baton/testkit';
import { Engine, type EngineOptions } from '../src/engine/engine.ts';
import { createFileLinks } from '../src/files/file-links.ts';
import { createHttpServer } from '../src/http/server.ts';
import { loadWorkflows } from '../src/load-workflows.ts';
import { createCounters } from '../src/metrics.ts';
import { loadPerformers } from '../src/performers/load-performers.ts';
import { secretBox } from './secret-box.ts';

export type LogLine = { level: 'info' | 'warn' | 'error'; event: string; fields: JsonObject };

const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
const hmacSecret = 'shared with the sender of events';
const publicKeys = [publicKey.export({ type: 'spki', format: 'pem' }).toString()];

/** The header that proves a body of SalesIQ, or of a sender in the style of seed 004. */
export const signBody = {
  rsa: (body: string) => ({ 'x-siqsignature': sign('RSA-SHA256', Buffer.from(body), privateKey).toString('base64') }),
  hmac: (body: string) => ({ 'x-salesiq-signature': createHmac('sha256', hmacSecret).update(body).digest('hex') }),
};

export const createAdapters = (): InboundAdapter[] => [
  createSalesIqInbound({ publicKeys, hmacSecret }),
  createFlatInbound({ secret: null, isOpen: true }),
];

type Overrides = Partial<EngineOptions> & { directory?: IdentityDirectory; mailer?: Mailer };

/**
 * The gateway's HTTP surface and its engine on a store, with vendors in memory, in this process and without a socket: `server.inject`
 * asks it. The flat channel is open; `zobot` stands for the widget of SalesIQ.
 */
export async function startGateway(
  store: Store,
  { directory = createFakeDirectory(), mailer = createFakeMailer(), ...overrides }: Overrides = {},
) {
  const log: LogLine[] = [];
  const write =
    (level: LogLine['level']) =>
    (event: string, fields: JsonObject = {}): void =>
      void log.push({ level, event, fields });
  const logger = { info: write('info'), warn: write('warn'), error: write('error') };
  const zobot: FakeChannel = createFakeChannel({
    name: 'salesiq',
    capabilities: { isPolled: false, deferredAnswerMs: 170_000, forwardDesk: 'salesiq' },
  });
  const desk = createFakeDesk();
  const tickets = createFakeTicketSystem();
  const counters = createCounters();
  const adapters = createAdapters();
  const files = createFileLinks({ secretBox, publicUrl: () => 'https://baton.example', desks: { salesiq: desk } });
  const engine = new Engine({
    store,
    ports: {
      directory,
      tickets,
      mailer,
      desks: { salesiq: desk },
      channels: { flat: createFlatChannel({ push: null }), salesiq: zobot },
    },
    performers: await loadPerformers(),
    context: newBotContext({
      workflows: await loadWorkflows(fileURLToPath(new URL('../../../workflows', import.meta.url))),
      channels: { flat: polledChannel, salesiq: zobot.capabilities },
      checkCode: secretBox.checkCode,
      linkFile: files.link,
      desks: { salesiq: { messageCharactersMax: 3_000, hasFiles: true, hasReceipts: true } },
    }),
    secretBox,
    ids: { next: () => randomUUID() },
    now: () => new Date(),
    random: () => 0.5,
    reach: () => undefined,
    adapters,
    counters,
    logger,
    ...overrides,
  });
  const server = createHttpServer({
    adapters: overrides.adapters ?? adapters,
    console: null,
    publicUrl: null,
    ingest: engine,
    guard: { isDemo: false },
    deadLetters: store.operations,
    files,
    handoffs: {
      organisation: defaultOrganisation,
      handoffs: store.handoffs,
      conversations: store.conversations,
    },
    adminKey: 'key of the administrator',
    readiness: { look: () => ({ isReady: true }), countBacklog: async () => ({}) },
    counters,
    health: { render: () => [] },
    limits: { perAddressMax: 100 },
    now: () => new Date(),
    logger,
  });
  await engine.start();
  return {
    engine,
    server,
    zobot,
    desk,
    directory,
    tickets,
    counters,
    secretBox,
    log,
    stop: async (): Promise<void> => {
      await server.close();
      await engine.stop();
    },
  };
}
