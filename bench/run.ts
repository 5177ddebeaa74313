import { type ChildProcess, spawn } from 'node:child_process';
import { createHmac, randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDatabase, startPostgres } from '@baton/testkit';
import { type EmulatedVendors, flatSecret, startEmulators } from '../tests/support/emulators.ts';
import { end, type Running, root, startBaton } from '../tests/support/processes.ts';
import { compareRuns, describeChanges, type Row, readRun } from './compare.ts';
import { type LoadResult, type MakeRequest, median, putLoad } from './load.ts';
import { readOptions } from './options.ts';

const rounds = 5;
const clients = 64;
const count = 2_000;
type Engine = 'embedded' | 'server';

const options = readOptions(process.argv.slice(2));

const rows: Row[] = [];
const folder = mkdtempSync(join(tmpdir(), 'baton-bench-'));
const say = (line: string): void => {
  process.stderr.write(`${line}\n`);
};

async function startRaw(engine: Engine, place: string): Promise<{ url: string; child: ChildProcess }> {
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', '--conditions=@baton/source', 'bench/raw-server.ts', engine, place],
    {
      cwd: root,
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const url = await new Promise<string>((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`the raw server ended with ${code}`)));
    child.stdout?.on('data', (chunk: Buffer) => {
      const found = /ready raw=(\S+)/.exec(chunk.toString())?.[1];
      if (found !== undefined) resolve(found);
    });
  });
  return { url, child };
}

async function startGateway(vendors: EmulatedVendors, environment: Record<string, string>): Promise<Running> {
  const node = await startBaton({
    command: ['serve'],
    environment: { ...vendors.settings, BATON_SECRET_KEY: Buffer.alloc(32, 1).toString('base64'), ...environment },
    ready: /ready gateway=(\S+)/,
  });
  await vendors.pointTo(node.ready[0] ?? '');
  return node;
}

/** Signed events of chats that the gateway knows, so that each one is stored, answered and then processed. */
async function makeEvents(vendors: EmulatedVendors): Promise<MakeRequest> {
  const chats: string[] = [];
  for (let index = 0; index < clients; index += 1) {
    const shown = (await vendors.control('/salesiq/visitor-message', {
      visitor: { name: `Visitor ${index}`, email: `visitor${index}@company.com` },
      text: 'hello',
    })) as { conversation_id: string };
    chats.push(shown.conversation_id);
  }
  const secret = vendors.settings['SALESIQ_WEBHOOK_SECRET'] ?? '';
  return (index) => {
    const body = JSON.stringify({
      event: 'chat.rated',
      timestamp: randomUUID(),
      data: { chat_id: chats[index % chats.length], rating: 5 },
    });
    return { body, headers: { 'x-salesiq-signature': createHmac('sha256', secret).update(body).digest('hex') } };
  };
}

/** What a process holds in memory now, or at most so far. */
const residentMegabytes = (pid: number | undefined, which: 'VmRSS' | 'VmHWM' = 'VmRSS'): number =>
  Number(new RegExp(`${which}:\\s+(\\d+)`).exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? Number.NaN) /
  1_024;

/** What `docs/operations.md` promises of the gateway with emulators and embedded store, at most, from its first start to ready. */
const peakMegabytesMax = 512;

/** User and system time of a process in seconds; Linux counts them in hundredths. */
function cpuSeconds(pid: number | undefined): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

async function measureIngest(engine: Engine, place: { raw: string; gateway: Record<string, string> }): Promise<void> {
  say(`ingest on ${engine}: ${rounds} rounds of ${count} requests from ${clients} clients, gateway and raw in turn …`);
  const vendors = await startEmulators();
  const raw = await startRaw(engine, place.raw);
  const node = await startGateway(vendors, place.gateway);
  const webhook = `${node.ready[0]}/webhook/salesiq`;
  const make = await makeEvents(vendors);
  const msPerTurnWhenNew = await turnMs(webhook, { chat: 'new', count: 300 });
  const ours: LoadResult[] = [];
  const bare: LoadResult[] = [];
  const alone: LoadResult[] = [];
  const bareAlone: LoadResult[] = [];
  for (let round = 0; round < rounds; round += 1) {
    bare.push(await putLoad({ url: raw.url, clients, count, make }));
    ours.push(await putLoad({ url: webhook, clients, count, make }));
    bareAlone.push(await putLoad({ url: raw.url, clients: 1, count: 100, make }));
    alone.push(await putLoad({ url: webhook, clients: 1, count: 100, make }));
    say(`  round ${round + 1}: ${describe(ours.at(-1))}, raw ${describe(bare.at(-1))}`);
  }
  const comparedWith = 'bare node:http, one insert each';
  const of = (list: LoadResult[], name: keyof LoadResult): number => median(list.map((result) => result[name]));
  const add = (what: string, unit: string, values: [number, number]): number =>
    rows.push({ what: `${engine}: ${what}`, value: values[0], unit, comparedWith, ratio: values[0] / values[1] });
  add('durable ingest, 64 clients', '/s', [of(ours, 'perSecond'), of(bare, 'perSecond')]);
  add('acknowledgement p50, 64 clients', 'ms', [of(ours, 'p50Ms'), of(bare, 'p50Ms')]);
  add('acknowledgement p99, 64 clients', 'ms', [of(ours, 'p99Ms'), of(bare, 'p99Ms')]);
  add('acknowledgement p50, one client', 'ms', [of(alone, 'p50Ms'), of(bareAlone, 'p50Ms')]);
  await drain(engine, node, ours.length * count);
  await measureTurns(engine, node, { ours: webhook, bare: `${raw.url}/turn` });
  await measureGrowth(engine, webhook, msPerTurnWhenNew);
  await end(node, 'SIGTERM');
  raw.child.kill('SIGTERM');
  await vendors.stop();
}

const describe = (result: LoadResult | undefined): string =>
  result === undefined ? '' : `${Math.round(result.perSecond)}/s, p99 ${Math.round(result.p99Ms)} ms`;

/** Waits until everything that was stored is processed as well, and tells how fast that went. */
async function drain(engine: Engine, node: Running, stored: number): Promise<void> {
  const from = performance.now();
  const readWaiting = async (): Promise<number> => {
    const metrics = await (await fetch(`${node.ready[0]}/metrics`)).text();
    return Number(/baton_backlog\{kind="inbox"\} (\d+)/.exec(metrics)?.[1] ?? Number.NaN);
  };
  const waiting = await readWaiting();
  say(`  ${waiting} of ${stored} stored requests still wait to be processed …`);
  while ((await readWaiting()) > 0) await new Promise((resolve) => setTimeout(resolve, 500));
  const seconds = (performance.now() - from) / 1_000;
  rows.push({
    what: `${engine}: working off ${waiting} stored events`,
    value: waiting / seconds,
    unit: '/s',
    comparedWith: '',
    ratio: null,
  });
}

/** A turn: request stored, decided, committed, answered with the bot's words, marked as delivered. */
async function measureTurns(engine: Engine, node: Running, urls: { ours: string; bare: string }): Promise<void> {
  const perCpuSecond: number[] = [];
  const together: LoadResult[] = [];
  const bareTogether: LoadResult[] = [];
  const alone: LoadResult[] = [];
  const bareAlone: LoadResult[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const make = (chats: string): MakeRequest => turnIn((index) => `${chats}-${round}-${index % clients}`);
    bareTogether.push(await putLoad({ url: urls.bare, clients, count: 600, make: make('bench') }));
    const before = cpuSeconds(node.child.pid);
    together.push(await putLoad({ url: urls.ours, clients, count: 600, make: make('bench') }));
    perCpuSecond.push(600 / (cpuSeconds(node.child.pid) - before));
    bareAlone.push(await putLoad({ url: urls.bare, clients: 1, count: 100, make: make('alone') }));
    alone.push(await putLoad({ url: urls.ours, clients: 1, count: 100, make: make('alone') }));
  }
  const comparedWith = 'bare node:http, the same rows in six statements and one transaction';
  const add = (what: string, unit: string, values: [number, number]): number =>
    rows.push({ what: `${engine}: ${what}`, value: values[0], unit, comparedWith, ratio: values[0] / values[1] });
  const of = (list: LoadResult[], name: keyof LoadResult): number => median(list.map((result) => result[name]));
  add('full bot turns, 64 clients', '/s', [of(together, 'perSecond'), of(bareTogether, 'perSecond')]);
  add('full bot turn p50, one client', 'ms', [of(alone, 'p50Ms'), of(bareAlone, 'p50Ms')]);
  rows.push({
    what: `${engine}: full bot turns per core`,
    value: median(perCpuSecond),
    unit: '/cpu s',
    comparedWith: '',
    ratio: null,
  });
  rows.push({
    what: `${engine}: resident after load`,
    value: residentMegabytes(node.child.pid),
    unit: 'MB',
    comparedWith: '',
    ratio: null,
  });
}

/** What a customer says in one of the flat channel's chats. */
const turnIn =
  (chatOf: (index: number) => string): MakeRequest =>
  (index) => ({
    body: JSON.stringify({ chat_id: chatOf(index), message: 'hello', message_id: randomUUID() }),
    headers: { 'x-baton-secret': flatSecret },
  });

/** The median time of one turn after the other in one chat, in milliseconds. */
async function turnMs(webhook: string, { chat, count }: { chat: string; count: number }): Promise<number> {
  const make = turnIn(() => chat);
  return (await putLoad({ url: webhook, clients: 1, count, make })).p50Ms;
}

/** What a turn costs must grow neither with the tables nor with the chat. */
async function measureGrowth(engine: Engine, webhook: string, msWhenNew: number): Promise<void> {
  const young = await turnMs(webhook, { chat: 'grown', count: 300 });
  rows.push({
    what: `${engine}: a turn after all of the above`,
    value: young,
    unit: 'ms',
    comparedWith: 'a turn in the new store',
    ratio: young / msWhenNew,
  });
  await turnMs(webhook, { chat: 'grown', count: 1_000 });
  const old = await turnMs(webhook, { chat: 'grown', count: 300 });
  rows.push({
    what: `${engine}: a turn in a chat of 1 300 turns`,
    value: old,
    unit: 'ms',
    comparedWith: 'a turn in a young chat',
    ratio: old / young,
  });
}

async function measureStart(): Promise<void> {
  say(`time to ready: ${rounds} first starts and ${rounds} later ones …`);
  const first: number[] = [];
  const later: number[] = [];
  const resident: number[] = [];
  const peaks: number[] = [];
  const bare: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const dataDir = join(folder, `start-${round}`);
    for (const list of [first, later]) {
      const from = performance.now();
      const node = await startBaton({
        command: ['start'],
        environment: { BATON_PORT: '0', BATON_EMULATOR_PORT: '0', BATON_DATA_DIR: dataDir },
        ready: /ready gateway=(\S+)/,
      });
      list.push(performance.now() - from);
      if (list === later) resident.push(residentMegabytes(node.child.pid));
      else peaks.push(residentMegabytes(node.child.pid, 'VmHWM'));
      await end(node, 'SIGTERM');
    }
    const from = performance.now();
    await new Promise((resolve) => spawn(process.execPath, ['-e', '0']).once('exit', resolve));
    bare.push(performance.now() - from);
  }
  const comparedWith = 'node -e 0';
  const add = (what: string, list: number[]): number =>
    rows.push({ what, value: median(list), unit: 'ms', comparedWith, ratio: median(list) / median(bare) });
  add('npm start without install, first time, to ready', first);
  add('npm start without install, later, to ready', later);
  rows.push({
    what: 'gateway, emulators and embedded store, resident at ready',
    value: median(resident),
    unit: 'MB',
    comparedWith: '',
    ratio: null,
  });
  const peak = Math.max(...peaks);
  rows.push({
    what: 'the same, at most, first start to ready',
    value: peak,
    unit: 'MB',
    comparedWith: 'what is promised',
    ratio: peak / peakMegabytesMax,
  });
  if (peak <= peakMegabytesMax) return;
  say(`A first start held ${Math.round(peak)} MB; at most ${peakMegabytesMax} are promised.`);
  process.exitCode = 1;
}

const round = (value: number): string => (value < 10 ? value.toFixed(2) : String(Math.round(value)));

function print(): void {
  const table = rows.map(({ what, value, unit, comparedWith, ratio }) => [
    what,
    `${round(value)} ${unit}`,
    ratio === null ? '' : `${ratio.toFixed(2)}× of ${round(value / ratio)} ${unit}: ${comparedWith}`,
  ]);
  const widths = [0, 1].map((column) => Math.max(...table.map((cells) => (cells[column] ?? '').length)));
  for (const cells of table)
    process.stdout.write(`${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}\n`);
  const machine = { cpus: cpus().length, model: cpus()[0]?.model ?? 'unknown', node: process.version };
  const measured = { machine, rounds, rows };
  writeFileSync(options.json, `${JSON.stringify(measured, null, 2)}\n`);
  say(`Written to ${options.json}.`);
}

async function measureServer(): Promise<void> {
  const postgres = await startPostgres({ path: process.env['PATH'] ?? '', isVolatile: false });
  try {
    const [raw, gateway] = [await createDatabase(postgres.url), await createDatabase(postgres.url)];
    await measureIngest('server', { raw, gateway: { DATABASE_URL: gateway } });
  } finally {
    await postgres.stop();
  }
}

const isWanted = (part: 'start' | Engine): boolean => options.only === null || options.only === part;

async function measure(): Promise<void> {
  if (isWanted('start')) await measureStart();
  if (isWanted('embedded'))
    await measureIngest('embedded', { raw: join(folder, 'raw'), gateway: { BATON_DATA_DIR: join(folder, 'gateway') } });
  if (isWanted('server')) await measureServer();
  process.stderr.write('Medians; compare ratios, not absolute numbers: machines are shared and noisy.\n');
  print();
}

/** Earlier runs. What cannot be read is told before minutes are spent. */
function readRuns(paths: string[]): ReturnType<typeof readRun>[] {
  try {
    return paths.map(readRun);
  } catch (error) {
    say(error instanceof Error ? error.message : String(error));
    process.exit(2);
  }
}

const before = readRuns(options.compare);
const given = readRuns(options.now);
try {
  if (given.length === 0) await measure();
  if (before.length > 0) {
    const changes = compareRuns(before, given.length === 0 ? [{ rows }] : given);
    process.stdout.write(`\nAgainst ${options.compare.join(', ')}:\n${describeChanges(changes)}\n`);
    if (changes.some(({ isWorse }) => isWorse)) process.exitCode = 1;
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
