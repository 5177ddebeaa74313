import { type SalesIqClient, type SalesIqOperation, type SalesIqStyle, salesIqRoutes } from '@baton/client-zoho';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { simplestCalls } from '../../clients/zoho/testing/salesiq-calls.ts';
import { type Emulated, type Receiver, startEmulated, startReceiver } from './support/emulated.ts';
import { plainSteps } from './support/salesiq-plain-steps.ts';
import { portalSteps } from './support/salesiq-portal-steps.ts';
import type { SalesIqWorld } from './support/salesiq-world.ts';

const operations = Object.keys(salesIqRoutes) as SalesIqOperation[];
let emulated: Emulated;
let receiver: Receiver;
let bot: Receiver;
let routes: Set<string>;
const worlds = new Map<SalesIqStyle, SalesIqWorld>();
const called = { portal: new Set<string>(), plain: new Set<string>() };

beforeAll(async () => {
  emulated = await startEmulated();
  receiver = await startReceiver();
  bot = await startReceiver(() => ({ action: 'pending', replies: ['One moment'] }));
  await emulated.emulator.configureGateway({ zobotUrl: bot.url, webhookUrl: receiver.url });
  routes = new Set((await emulated.ledger()).map(({ method, path }) => shapeOf(String(method), String(path))));
  for (const style of ['portal', 'plain'] as const) {
    const salesiq: SalesIqClient = emulated.clients({
      onCall: ({ operation, outcome }) => outcome === 'ok' && called[style].add(operation.replace('salesiq.', '')),
    })[style];
    const kept = async (collection: string, id: string) =>
      (await emulated.state(`salesiq/${collection}`)).find((row) => row['id'] === id);
    worlds.set(style, { salesiq, emulated, receiver, bot, kept, seen: {} });
  }
});
afterAll(async () => {
  await emulated.emulator.close();
  await Promise.all([receiver.close(), bot.close()]);
});

const shapeOf = (method: string, path: string): string => `${method} ${path.replace(/:\w+/g, ':')}`;

function isEmulated(operation: SalesIqOperation, style: SalesIqStyle): boolean {
  const [method, path] = salesIqRoutes[operation][style] ?? ['', ''];
  return routes.has(shapeOf(method, path));
}

describe.each([
  ['portal', portalSteps],
  ['plain', plainSteps],
] as const)('in the %s style', (style, steps) => {
  test.each(Object.entries(steps))('%s', async (operation, step) => {
    const world = worlds.get(style);
    if (world === undefined) throw new Error('The emulator did not start.');
    expect(isEmulated(operation as SalesIqOperation, style)).toBe(true);
    await step(world);
  });

  test('no operation is left out', () => {
    const supported = operations.filter((operation) => salesIqRoutes[operation][style] !== null);
    expect(Object.keys(steps).sort()).toEqual([...supported].sort());
    expect(supported.filter((operation) => !called[style].has(operation))).toEqual([]);
    expect(supported.length).toBeGreaterThan(20);
  });

  test('what the style lacks is refused before any request', async () => {
    const salesiq = worlds.get(style)?.salesiq;
    const lacking = operations.filter((operation) => salesIqRoutes[operation][style] === null);
    const before = (await emulated.journal()).length;
    for (const operation of lacking) {
      if (salesiq === undefined) throw new Error('The emulator did not start.');
      expect(salesiq.supports(operation)).toBe(false);
      const call = Promise.resolve(salesiq).then(simplestCalls[operation]);
      await expect(call, operation).rejects.toMatchObject({ code: 'unsupported' });
    }
    expect(await emulated.journal()).toHaveLength(before);
    expect(lacking.length).toBeGreaterThan(10);
  });
});
