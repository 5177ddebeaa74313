import { ClientError, type ClientErrorCode } from '@baton/http-kit';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { scaled } from '../support/test-scale.ts';
import { type Emulated, type Row, startEmulated } from './support/emulated.ts';
import { commands, type Target } from './support/fault-commands.ts';

let emulated: Emulated;
const unhandled: unknown[] = [];
const onUnhandled = (reason: unknown): number => unhandled.push(reason);

beforeAll(async () => {
  emulated = await startEmulated();
  process.on('unhandledRejection', onUnhandled);
});
afterAll(async () => {
  process.off('unhandledRejection', onUnhandled);
  await emulated.emulator.close();
});

const timeoutMs = 250;
const sequences = scaled(24);
const codes: Record<ClientErrorCode, true> = {
  unreachable: true,
  timeout: true,
  aborted: true,
  throttled: true,
  unavailable: true,
  unauthorised: true,
  forbidden: true,
  'not-found': true,
  conflict: true,
  invalid: true,
  undecodable: true,
  'reauth-required': true,
  misconfigured: true,
  unsupported: true,
};

const faults = fc.record({
  isToken: fc.integer({ min: 0, max: 9 }).map((number) => number === 0),
  kind: fc.constantFrom('status', 'status', 'status', 'drop-response', 'drop-response', 'slow', 'timeout'),
  times: fc.integer({ min: 1, max: 3 }),
  status: fc.constantFrom(200, 204, 301, 400, 401, 403, 404, 408, 409, 422, 429, 500, 502, 503),
  body: fc.constantFrom(undefined, undefined, 'empty', 'html'),
  isLong: fc.boolean(),
});
const steps = fc.array(
  fc.record({ command: fc.constantFrom(...commands.keys()), fault: fc.option(faults, { freq: 3 }) }),
  { minLength: 1, maxLength: 12 },
);

type Step = typeof steps extends fc.Arbitrary<(infer One)[]> ? One : never;
type Outcome = { name: string; marker: string; error: ClientError | null; sends: number };
const outcomes: Outcome[] = [];

/** `patient`: the same calls without the short timeout, which a busy machine would run into where nothing fails. */
async function makeTargets(): Promise<{ patient: Target; target: Target; sends: () => number }> {
  let sends = 0;
  const retry = { baseMs: 1, waitMsMax: 5 };
  const onCall = (): void => {
    sends += 1;
  };
  const clients = emulated.clients({ timeoutMs: 20_000, retry, onCall });
  const { appId = '', salesiqDepartmentId = '' } = emulated.connection;
  const opening = { appId, departmentId: salesiqDepartmentId, question: 'x', waitSeconds: 900 };
  const { chatId } = await clients.portal.visitorApi.open({ ...opening, visitor: { userId: 'v@example.com' } });
  await clients.portal.chats.pickUp(chatId);
  const [department] = await emulated.state('desk/departments');
  const departmentId = String(department?.['id']);
  const contact = { lastName: 'Rivera', email: 'r@example.com' };
  const ticket = await clients.desk.tickets.create({ subject: 'x', departmentId, contact });
  const [lead] = await clients.crm.records.insert('Leads', [{ Last_Name: 'x' }]);
  const { visitor } = await clients.plain.chats.get(chatId);
  const leadId = lead?.ok === true ? lead.id : '';
  const ids = { chatId, departmentId, ticketId: ticket.id, leadId, visitorId: visitor.id, appId, salesiqDepartmentId };
  const hasty = emulated.clients({ timeoutMs, retry, onCall });
  return { patient: { ...clients, ids }, target: { ...hasty, ids }, sends: () => sends };
}

/** How often a call with this marker arrived and may have been done: not when a limit or the token stopped it. */
const arrivalsOf = (journal: Row[], marker: string): Row[] =>
  journal.filter((entry) => String(entry['body']).includes(marker) || JSON.stringify(entry['query']).includes(marker));
const isStopped = ({ status }: Row): boolean => status === 429 || status === 401;

const title = 'whatever fails: every failure is typed, nothing unsafe is sent twice, and what is not in doubt is so';

test(title, { timeout: 60_000 + sequences * 5_000 }, async () => {
  const { patient, target, sends } = await makeTargets();
  let count = 0;
  const play = async (sequence: Step[], on = target): Promise<void> => {
    for (const { command: index, fault } of sequence) {
      const command = commands[index];
      if (command === undefined) continue;
      count += 1;
      const marker = `mark-${count}-end`;
      if (fault !== null) {
        const { isToken, isLong, kind, times, status, body } = fault;
        // A token that is refused makes the client ask for another one: only then does the accounts server matter.
        if (isToken) await emulated.post('/faults', { vendor: command.vendor, kind: 'status', times: 1, status: 401 });
        const delayMs = isLong ? timeoutMs + 100 : 20;
        const vendor = isToken ? 'accounts' : command.vendor;
        await emulated.post('/faults', { vendor, kind, times, status, delayMs, body });
      }
      const before = sends();
      const error: unknown = await command.run(on, marker).then(
        () => null,
        (caught: unknown) => caught,
      );
      outcomes.push({ name: command.name, marker, error: error as ClientError | null, sends: sends() - before });
      if (error !== null) {
        expect(error).toBeInstanceOf(ClientError);
        expect(codes).toHaveProperty((error as ClientError).code);
        expect(String(error)).not.toMatch(/1000\.[0-9a-f]{20}/);
      }
      await emulated.post('/faults/clear', {});
      // Ten new tokens in ten minutes are all that there are.
      if (fault?.isToken === true || fault?.status === 401) await emulated.pass(601_000);
    }
  };
  // Each of them works when nothing fails.
  await play(
    commands.map((_command, index) => ({ command: index, fault: null })),
    patient,
  );
  expect(outcomes.filter(({ error }) => error !== null)).toEqual([]);
  await fc.assert(
    fc.asyncProperty(steps, (sequence) => play(sequence)),
    { numRuns: sequences },
  );

  // A call that was slow or given up is written down when the emulator is through with it.
  await vi.waitFor(
    async () => {
      const journal = await emulated.journal();
      const missing = outcomes.filter(({ name, marker, sends: sent, error }) => {
        const command = commands.find((candidate) => candidate.name === name);
        return command?.hasMarker === true && error?.code === 'timeout' && arrivalsOf(journal, marker).length < sent;
      });
      expect(missing).toEqual([]);
    },
    { timeout: 30_000 },
  );
  const journal = await emulated.journal();
  const collections = new Map<string, Row[]>();
  for (const { collection } of commands)
    if (collection !== undefined && !collections.has(collection))
      collections.set(collection, await emulated.state(collection));
  for (const { name, marker, error } of outcomes) {
    const command = commands.find((candidate) => candidate.name === name);
    const arrivals = arrivalsOf(journal, marker);
    const last = arrivals.at(-1);
    if (command?.retryClass === 'unsafe')
      expect(
        arrivals.filter((entry) => entry !== last && !isStopped(entry)),
        `${name} ${marker}`,
      ).toEqual([]);
    // The emulator fails before it does the work; a real vendor may fail behind it.
    const isServersFault = error !== null && ((error.status ?? 0) >= 500 || error.code === 'undecodable');
    // Where the token was refused, or none was to be had, nothing was done.
    const isTaken = last !== undefined && !isStopped(last);
    if (command?.retryClass === 'unsafe' && isServersFault && isTaken)
      expect(error.isAmbiguous, `${name} ${marker}`).toBe(true);
    if (command?.collection === undefined) continue;
    const rows = (collections.get(command.collection) ?? []).filter((row) => JSON.stringify(row).includes(marker));
    if (error === null) expect(rows, `${name} ${marker} came back as done`).toHaveLength(1);
    else if (!error.isAmbiguous) expect(rows, `${name} ${marker}: ${error.message}`).toEqual([]);
    else expect(rows.length, `${name} ${marker}: ${error.message}`).toBeLessThanOrEqual(1);
  }
  expect(unhandled).toEqual([]);
  const failed = outcomes.filter(({ error }) => error !== null);
  expect(new Set(outcomes.map(({ name }) => name)).size).toBe(commands.length);
  expect(failed.length).toBeGreaterThan(10);
  expect(outcomes.length - failed.length).toBeGreaterThan(10);
  expect(new Set(failed.map(({ error }) => error?.code)).size).toBeGreaterThan(2);
  // Safe calls were in fact repeated, or the property would say nothing of the rule.
  const isSafe = (name: string) => commands.find((command) => command.name === name)?.retryClass !== 'unsafe';
  expect(outcomes.some(({ sends: sent, name }) => sent > 1 && isSafe(name))).toBe(true);
});
