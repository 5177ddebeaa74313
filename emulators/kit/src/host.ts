import { setMaxListeners } from 'node:events';
import Fastify, { type FastifyInstance } from 'fastify';
import { createClock } from './clock.ts';
import { readObject, registerControl } from './control.ts';
import type { EmulatorHost } from './emulator-host.ts';
import { createFaults } from './faults/faults.ts';
import { guardBrowserAccess } from './guard.ts';
import { createHooks } from './hooks.ts';
import { createJournal } from './journal.ts';
import { type OperationDefinition, pathsOf, type RegisteredRoute } from './operation.ts';
import { openLog } from './persistence.ts';
import { plant } from './plan.ts';
import { toRequest } from './request.ts';
import { type Server, serve } from './serve.ts';
import { checkVendors, openSettings, type SettingValues } from './settings.ts';
import { readSnapshot } from './snapshot.ts';
import { createState, type State } from './state.ts';

export type HostOptions = {
  /** Where state and journal live; null keeps them in memory. */
  dataDir: string | null;
  /** Switches by `vendor.name`, in place of the defaults; texts are read in the type of the setting. */
  settings?: SettingValues;
  /** Web pages that may embed the chat widget, besides those of the emulators: origins such as `http://localhost:3000`. */
  widgetOrigins?: readonly string[];
};

/** The HTTP server, state, journal, clock and faults that all emulated vendors share. */
export function createEmulatorHost(options: HostOptions): Promise<EmulatorHost> {
  const { dataDir, settings: overrides = {}, widgetOrigins = [] } = options;
  // Tokens may stand in a path.
  const routerOptions = { maxParamLength: 2_000 };
  const app = Fastify({ bodyLimit: 60 * 1024 * 1024, forceCloseConnections: true, routerOptions });
  const state = createState(openLog(dataDir, 'state'));
  const journalLog = openLog(dataDir, 'journal');
  const journal = createJournal(journalLog);
  const clock = createClock((error) => app.log.error(error));
  const faults = createFaults();
  const hooks = createHooks();
  const operations: OperationDefinition[] = [];
  const closing = new AbortController();
  // Each call that a fault keeps waiting adds a listener, and Node warns of more than ten.
  setMaxListeners(0, closing.signal);
  const server: Server = { clock, faults, journal, closing: closing.signal, spoilToken: hooks.spoilToken };
  const routes = recordRoutes(app);
  acceptEveryBody(app);
  guardBrowserAccess(app, widgetOrigins);
  app.addHook('onSend', async () => {
    state.flush();
    journalLog.flush();
  });
  const routed = routing(app, { server, operations });
  const vendors = (): string[] => [...new Set(hooks.pointsWith(operations).map(({ vendor }) => vendor))];
  const host: EmulatorHost = {
    ...{ app, clock, journal, faults, operations, routes },
    ...hooks.members,
    ...routed,
    ...switching(state, overrides, routed.control),
    collection: state.collection,
    nextId: () => `9044100000${String(state.counter('id', 10_000_001)).padStart(8, '0')}`,
    counter: state.counter,
    faultPoints: () => hooks.pointsWith(operations),
    reset: async () => {
      state.clear();
      faults.clear();
      await hooks.reset();
    },
    plant: (vendor, fill) => {
      const { plan, replant } = plant(state, vendor, fill);
      hooks.members.onReset(replant);
      hooks.members.onRestore(replant);
      return plan;
    },
    snapshot: () => ({
      ...{ format: 'baton-emulators', version: 1, takenAt: clock.now().toISOString(), vendors: vendors() },
      ...{ clock: { offsetMs: clock.offsetMs() }, ...state.dump() },
    }),
    restore: async (given) => {
      const snapshot = readSnapshot(given, vendors());
      state.replace(snapshot);
      clock.set(snapshot.clock.offsetMs);
      hooks.restore();
      await clock.advance(0);
    },
    listen: (port) => app.listen({ host: '127.0.0.1', port }),
    close: async () => {
      closing.abort();
      await hooks.close();
      await app.close();
      clock.stop();
      state.close();
      journalLog.close();
    },
  };
  registerControl(host, state);
  return Promise.resolve(host);
}

type Switching = Pick<EmulatorHost, 'settings' | 'checkSettings'>;

function switching(state: State, overrides: SettingValues, control: EmulatorHost['control']): Switching {
  const vendors: string[] = [];
  return {
    settings: (vendor, definition, onChange) => {
      const settings = openSettings(state, vendor, { ...definition, overrides });
      vendors.push(vendor);
      control('GET', `/${vendor}/settings`, () => settings.read());
      control('POST', `/${vendor}/settings`, (request) => {
        const changes = readObject(request);
        const values = settings.change(changes);
        onChange?.(changes);
        return values;
      });
      return settings;
    },
    checkSettings: () => checkVendors(overrides, vendors),
  };
}

type Routing = Pick<EmulatorHost, 'operation' | 'control' | 'page'>;

function routing(
  app: FastifyInstance,
  { server, operations }: { server: Server; operations: OperationDefinition[] },
): Routing {
  return {
    operation: (definition) => {
      operations.push(definition);
      for (const url of pathsOf(definition))
        app.route({
          method: definition.method,
          url,
          handler: (request, reply) => serve(server, definition, { request, reply }),
        });
    },
    control: (method, path, handle) => {
      app.route({
        method,
        url: `/__emulator${path}`,
        handler: async (request) => (await handle(toRequest(request))) ?? null,
      });
    },
    page: (path, html) => {
      app.get(path, (_request, reply) => reply.type('text/html; charset=utf-8').send(html()));
    },
  };
}

/** Every route from now on; the HEAD that comes with a GET is left out. */
function recordRoutes(app: FastifyInstance): RegisteredRoute[] {
  const routes: RegisteredRoute[] = [];
  app.addHook('onRoute', ({ method, url }) => {
    for (const one of [method].flat()) if (one !== 'HEAD') routes.push({ method: one, path: url });
  });
  return routes;
}

function acceptEveryBody(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
}
