import { randomUUID } from 'node:crypto';
import type { BotContext } from '@baton/core';
import type { Store } from '@baton/store';
import { connectVendors, type VendorSettings } from './connect-vendors.ts';
import { withCrashPoints } from './engine/crash-points.ts';
import { Engine } from './engine/engine.ts';
import type { ReachCrashPoint } from './engine/ports.ts';
import type { Logger } from './http/logger.ts';
import { createHttpServer } from './http/server.ts';
import type { InboundSecrets } from './inbound/verify.ts';
import { keepWorkflows, loadWorkflows } from './load-workflows.ts';
import { createSecretBox } from './secret-box.ts';

export type GatewayOptions = {
  store: Store;
  /** 32 bytes. */
  secretKey: Buffer;
  vendors: VendorSettings;
  secrets: InboundSecrets;
  settings: BotContext['settings'];
  workflowsDir: string;
  isDemo: boolean;
  adminKey: string | null;
  /** One-time codes an address is sent per hour at most; null without limit. */
  codesPerHour: number | null;
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
  const { store, logger, reach } = options;
  const secretBox = createSecretBox(options.secretKey);
  const workflows = await loadWorkflows(options.workflowsDir);
  const engine = new Engine({
    store,
    logger,
    reach,
    secretBox,
    codesPerHour: options.codesPerHour,
    ports: withCrashPoints(connectVendors(options.vendors, { store, secretBox }), reach),
    ids: { next: randomUUID },
    now: () => new Date(),
    random: Math.random,
    context: {
      workflows,
      earlierWorkflows: await keepWorkflows(store, workflows),
      checkCode: (challengeId, text) => secretBox.checkCode(challengeId, text),
      settings: options.settings,
    },
  });
  let isReady = false;
  const server = createHttpServer({
    ingest: engine,
    secrets: options.secrets,
    guard: { isDemo: options.isDemo },
    deadLetters: store,
    adminKey: options.adminKey,
    logger,
    readiness: {
      isReady: () => Promise.resolve(isReady),
      countBacklog: async () => {
        const { deliveries, effects, deadLetters } = await store.countBacklog();
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
