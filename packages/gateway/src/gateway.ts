import { randomUUID } from 'node:crypto';
import type { BotContext } from '@baton/core';
import { createHttp } from '@baton/http-kit';
import type { Store } from '@baton/store';
import type { Configuration } from './config/configuration.ts';
import { conversationSettings } from './config/groups/conversation.ts';
import { flatSettings } from './config/groups/flat.ts';
import { mailSettings } from './config/groups/mail.ts';
import { salesIqSettings } from './config/groups/salesiq.ts';
import { serverSettings } from './config/groups/server.ts';
import { connectVendors } from './connect-vendors.ts';
import { withCrashPoints } from './engine/crash-points.ts';
import { Engine } from './engine/engine.ts';
import type { ReachCrashPoint } from './engine/ports.ts';
import type { Logger } from './http/logger.ts';
import { createHttpServer } from './http/server.ts';
import type { InboundSecrets } from './inbound/verify.ts';
import { keepWorkflows, loadWorkflows } from './load-workflows.ts';
import { createSecretBox } from './secret-box.ts';
import { toPorts } from './to-ports.ts';
import { createVault } from './vendors/vault.ts';

export type GatewayOptions = {
  store: Store;
  /** 32 bytes. */
  secretKey: Buffer;
  configuration: Configuration;
  workflowsDir: string;
  logger: Logger;
  reach: ReachCrashPoint;
};

export type Gateway = {
  /** Returns the address it listens on. */
  listen(options: { host: string; port: number }): Promise<string>;
  close(): Promise<void>;
};

/** The whole gateway on an open store. @throws AppError `workflow-invalid` */
export async function createGateway(options: GatewayOptions): Promise<Gateway> {
  const { store, logger, reach, configuration } = options;
  const secretBox = createSecretBox(options.secretKey);
  const workflows = await loadWorkflows(options.workflowsDir);
  const now = (): Date => new Date();
  const tools = {
    http: createHttp(),
    now,
    vault: (name: string) => createVault(name, { secrets: store.secrets, secretBox }),
  };
  const engine = new Engine({
    store,
    logger,
    reach,
    secretBox,
    codesPerHour: configuration.require(conversationSettings).CODES_PER_HOUR,
    ports: withCrashPoints(toPorts(connectVendors(configuration, tools)), reach),
    ids: { next: randomUUID },
    now,
    random: Math.random,
    context: {
      workflows,
      earlierWorkflows: await keepWorkflows(store.workflows, workflows),
      checkCode: (challengeId, text) => secretBox.checkCode(challengeId, text),
      settings: toBotSettings(configuration),
    },
  });
  let isReady = false;
  const server = createHttpServer({
    ingest: engine,
    secrets: toInboundSecrets(configuration),
    guard: configuration,
    deadLetters: store.operations,
    adminKey: configuration.require(serverSettings).BATON_ADMIN_KEY,
    logger,
    readiness: {
      isReady: () => Promise.resolve(isReady),
      countBacklog: async () => {
        const { deliveries, effects, deadLetters } = await store.operations.countBacklog();
        return { inbox: deliveries, outbox: effects, dead_letters: deadLetters };
      },
    },
  });
  return {
    listen: async (address) => {
      await engine.start();
      const url = await server.listen(address);
      isReady = true;
      return url;
    },
    close: async () => {
      isReady = false;
      await server.close();
      await engine.stop();
    },
  };
}

function toBotSettings(configuration: Configuration): BotContext['settings'] {
  const values = configuration.require(conversationSettings);
  const mail = configuration.read(mailSettings);
  return {
    acceptTimeoutMs: values.BATON_HANDOFF_TIMEOUT_MS ?? values.HANDOFF_TIMEOUT_SECONDS * 1_000,
    sendsCustomerMail: mail !== null && values.BATON_CUSTOMER_MAIL,
    supportEmail: mail?.SUPPORT_EMAIL ?? null,
    pointsOfContact: mail === null ? [] : values.POINTS_OF_CONTACT,
  };
}

function toInboundSecrets(configuration: Configuration): InboundSecrets {
  const salesIq = configuration.read(salesIqSettings);
  return {
    publicKeys: salesIq?.SALESIQ_PUBLIC_KEY ?? [],
    hmacSecret: salesIq?.SALESIQ_WEBHOOK_SECRET ?? null,
    flatSecret: configuration.read(flatSettings)?.BATON_FLAT_SECRET ?? null,
    isFlatOpen: configuration.isDemo,
  };
}
