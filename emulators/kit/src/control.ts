import { faultKinds } from './faults.ts';
import type { State } from './state.ts';
import type { EmulatorHost, EmulatorRequest, Fault } from './types.ts';

type Control = { state: State; reset(): Promise<void> };

/** The kit's own routes under `/__emulator`: what tests and people steer and look with. */
export function registerControl(host: EmulatorHost, { state, reset }: Control): void {
  host.app.setErrorHandler((error: Error & { statusCode?: number }, _request, reply) => {
    const isOurs = error instanceof ControlError;
    const status = isOurs ? error.status : (error.statusCode ?? 500);
    return reply.code(status).send({ error: { code: isOurs ? error.code : 'internal', message: error.message } });
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
    host.operations.map(({ vendor, name, method, path, fidelity, source }) => ({
      vendor,
      name,
      method,
      path,
      fidelity,
      source,
    })),
  );
  host.control('POST', '/reset', async () => {
    await reset();
    return { reset: true };
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
    host.faults.add(readFault(readObject(request)));
    return host.faults.list();
  });
  host.control('POST', '/faults/clear', () => {
    host.faults.clear();
    return [];
  });
}

/** A control call that cannot be done; the message names the fix. */
export class ControlError extends Error {
  override readonly name = 'ControlError';
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

/** The JSON object of a control call. @throws ControlError 400 */
export function readObject(request: EmulatorRequest): Record<string, unknown> {
  let body: unknown;
  try {
    body = request.json();
  } catch {
    throw new ControlError(400, 'bad-json', 'Send a JSON object.');
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw new ControlError(400, 'bad-json', 'Send a JSON object.');
  return Object.fromEntries(Object.entries(body));
}

const badField = (field: string, rule: string): ControlError =>
  new ControlError(400, 'bad-field', `"${field}" must be ${rule}.`);

function readFault(body: Record<string, unknown>): Fault {
  const { vendor, operation, kind, times, status, delayMs, body: answer } = body;
  if (typeof vendor !== 'string') throw badField('vendor', 'one of accounts, desk, crm, salesiq, mail');
  const known = faultKinds.find((candidate) => candidate === kind);
  if (known === undefined) throw badField('kind', `one of ${faultKinds.join(', ')}`);
  for (const [name, value] of Object.entries({ times, status, delayMs })) {
    if (value !== undefined && typeof value !== 'number') throw badField(name, 'a number');
  }
  if (answer !== undefined && answer !== 'empty' && answer !== 'html') throw badField('body', 'empty or html');
  return {
    vendor,
    kind: known,
    times: typeof times === 'number' ? times : 1,
    ...(typeof operation === 'string' ? { operation } : {}),
    ...(typeof status === 'number' ? { status } : {}),
    ...(typeof delayMs === 'number' ? { delayMs } : {}),
    ...(answer === undefined ? {} : { body: answer }),
  };
}
