import { badField, ControlError, problemOf } from './control-error.ts';
import type { EmulatorHost } from './emulator-host.ts';
import { readFaults } from './faults/read-faults.ts';
import { type EmulatorRequest, pathsOf } from './operation.ts';
import type { State } from './state.ts';

/** The kit's own routes under `/__emulator`: what tests and people steer and look with. */
export function registerControl(host: EmulatorHost, state: State): void {
  host.app.setErrorHandler((error: Error & { statusCode?: number }, _request, reply) => {
    const { status, body } = problemOf(error);
    return reply.code(status).type('application/problem+json').send(body);
  });
  host.control('GET', '/state/:vendor/:collection', ({ params }) => {
    const { vendor = '', collection = '' } = params;
    const rows = state.show(vendor, collection);
    if (rows === undefined)
      throw new ControlError(
        404,
        'unknown-collection',
        `There is no ${vendor}/${collection}. There are: ${state.names().join(', ')}.`,
      );
    return rows;
  });
  host.control('GET', '/journal', () => host.journal.list());
  host.control('GET', '/connection', () => host.connection());
  host.control('GET', '/ledger', () =>
    host.operations.flatMap((definition) => {
      const { vendor, name, method, fidelity, source } = definition;
      return pathsOf(definition).map((path) => ({ vendor, name, method, path, fidelity, source }));
    }),
  );
  host.control('POST', '/reset', async () => {
    await host.reset();
    return { reset: true };
  });
  host.control('GET', '/snapshot', () => host.snapshot());
  host.control('POST', '/restore', async (request) => {
    await host.restore(readJson(request));
    return { restored: true };
  });
  host.control('POST', '/clock', async (request) => {
    const { advanceMs } = readObject(request);
    if (typeof advanceMs !== 'number' || advanceMs < 0)
      throw badField('advanceMs', 'a number of milliseconds, not negative');
    await host.clock.advance(advanceMs);
    return { now: host.clock.now().toISOString() };
  });
  host.control('GET', '/faults', () => host.faults.list());
  host.control('POST', '/faults', (request) => {
    for (const fault of readFaults(readJson(request), host.faultPoints())) host.faults.add(fault);
    return host.faults.list();
  });
  const clearFaults = (): unknown[] => {
    host.faults.clear();
    return [];
  };
  host.control('DELETE', '/faults', clearFaults);
  host.control('POST', '/faults/clear', clearFaults);
}

/** The JSON object of a control call. @throws ControlError 400 */
export function readObject(request: EmulatorRequest): Record<string, unknown> {
  const body = readJson(request);
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw new ControlError(400, 'bad-json', 'Send a JSON object.');
  return Object.fromEntries(Object.entries(body));
}

function readJson(request: EmulatorRequest): unknown {
  try {
    return request.json();
  } catch {
    throw new ControlError(400, 'bad-json', 'Send JSON.');
  }
}
