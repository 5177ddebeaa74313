import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { median } from './load.ts';

/*
 * What the clients cost a program that takes them: time to import, bytes to install, and time per call on top of bare fetch. All of
 * it is measured on what npm would install, not on the sources.
 */
const root = fileURLToPath(new URL('../', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'baton-bench-clients-'));
const rounds = 11;
const callRounds = 9;
const callsPerRound = 400;

type Row = { what: string; value: number; unit: string; comparedWith: string; ratio: number | null };
const rows: Row[] = [];
const say = (line: string): void => {
  process.stderr.write(`${line}\n`);
};
const npm = (cwd: string, ...given: string[]): string =>
  execFileSync('npm', given, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });

type Subject = { name: string; specifier: string; packages: string[] };

function pack(workspace: string): string {
  const [{ filename = '' } = {}]: { filename?: string }[] = JSON.parse(
    npm(join(root, workspace), 'pack', '--json', '--silent', '--pack-destination', folder),
  );
  return join(folder, filename);
}

const place = (name: string): string => join(folder, name.replace(/\W+/g, '-'));

function install({ name, packages }: Subject): void {
  say(`installing ${name}`);
  mkdirSync(place(name));
  writeFileSync(join(place(name), 'package.json'), '{"private":true,"type":"module"}');
  npm(place(name), 'install', '--ignore-scripts', '--no-audit', '--no-fund', ...packages);
}

function measureFiles(path: string): { bytes: number; files: number } {
  let [bytes, files] = [0, 0];
  for (const entry of readdirSync(path, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile()) continue;
    bytes += statSync(join(entry.parentPath, entry.name)).size;
    files += 1;
  }
  return { bytes, files };
}

/** Milliseconds of one import in a new process, without the start of Node. */
function timeImport({ name, specifier }: Omit<Subject, 'packages'>): number {
  const source = `const at = performance.now(); await import('${specifier}'); process.stdout.write(String(performance.now() - at));`;
  const options = { cwd: place(name), encoding: 'utf8' } as const;
  return Number(execFileSync(process.execPath, ['--input-type=module', '-e', source], options));
}

function versionOf({ name, specifier }: Subject): string {
  const path = join(place(name), 'node_modules', specifier, 'package.json');
  const { version }: { version: string } = JSON.parse(readFileSync(path, 'utf8'));
  return version;
}

function compareInstalls(own: Subject, others: readonly Subject[]): void {
  const subjects = [own, ...others];
  const times = new Map(subjects.map(({ name }) => [name, [] as number[]]));
  const nothing: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    nothing.push(timeImport({ name: own.name, specifier: 'data:text/javascript,' }));
    for (const subject of subjects) times.get(subject.name)?.push(timeImport(subject));
  }
  rows.push({ what: 'import of nothing', value: median(nothing), unit: 'ms', comparedWith: '', ratio: null });
  const ownTime = median(times.get(own.name) ?? []);
  const ownSize = measureFiles(join(place(own.name), 'node_modules')).bytes;
  for (const subject of subjects) {
    const label = `${subject.specifier} ${versionOf(subject)}`;
    const isOwn = subject === own;
    const time = median(times.get(subject.name) ?? []);
    const { bytes, files } = measureFiles(join(place(subject.name), 'node_modules'));
    rows.push(
      {
        what: `import ${label}`,
        value: time,
        unit: 'ms',
        comparedWith: isOwn ? 'aim: 15 ms' : own.name,
        ratio: time / (isOwn ? 15 : ownTime),
      },
      {
        what: `install ${label} (${files} files)`,
        value: bytes / 1_048_576,
        unit: 'MB',
        comparedWith: isOwn ? 'aim: 1 MB' : own.name,
        ratio: bytes / (isOwn ? 1_048_576 : ownSize),
      },
    );
  }
}

/** A server in a process of its own that answers everything with one ticket. */
async function startServer(): Promise<{ url: string; child: ChildProcess }> {
  const { response }: { response: { body: unknown } } = JSON.parse(
    readFileSync(join(root, 'fixtures/desk/ticket.get.ok.json'), 'utf8'),
  );
  const source = `const body = ${JSON.stringify(JSON.stringify(response.body))};
    const server = require('node:http').createServer((request, answer) => {
      request.resume();
      request.on('end', () => answer.writeHead(200, { 'content-type': 'application/json' }).end(body));
    });
    server.listen(0, '127.0.0.1', () => console.log(server.address().port));`;
  const child = spawn(process.execPath, ['-e', source], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [port]: unknown[] = await once(child.stdout, 'data');
  return { url: `http://127.0.0.1:${String(port).trim()}`, child };
}

type Zoho = typeof import('@baton/client-zoho');
type Kit = typeof import('@baton/http-kit');

async function compareCalls(own: Subject): Promise<void> {
  const installed = (name: string) => pathToFileURL(join(place(own.name), `node_modules/${name}/dist/index.js`)).href;
  const { createDeskClient }: Zoho = await import(installed('@baton/client-zoho'));
  const { createHttp }: Kit = await import(installed('@baton/http-kit'));
  const { url, child } = await startServer();
  const tokens = { token: () => Promise.resolve('1000.x'), invalidate: () => Promise.resolve() };
  const desk = createDeskClient({ http: createHttp(), baseUrl: url, organizationId: '1', tokens });
  const headers = { authorization: 'Zoho-oauthtoken 1000.x', orgId: '1' };
  const body = { subject: 'Password reset', departmentId: '1', contactId: '2' };
  const json = { ...headers, 'content-type': 'application/json' };
  const pairs: [string, () => Promise<unknown>, () => Promise<unknown>][] = [
    ['read a ticket', () => desk.tickets.get('1'), async () => (await fetch(`${url}/tickets/1`, { headers })).json()],
    [
      'create a ticket',
      () => desk.tickets.create(body),
      async () => (await fetch(`${url}/tickets`, { method: 'POST', headers: json, body: JSON.stringify(body) })).json(),
    ],
  ];
  for (const [what, client, bare] of pairs) {
    const times = { client: [] as number[], bare: [] as number[] };
    for (let round = -1; round < callRounds; round += 1)
      for (const [name, call] of round % 2 === 0
        ? Object.entries({ client, bare })
        : Object.entries({ bare, client })) {
        const at = performance.now();
        for (let index = 0; index < callsPerRound; index += 1) await call();
        const perCall = ((performance.now() - at) / callsPerRound) * 1_000;
        // The first round is for the compiler.
        if (round >= 0) times[name === 'client' ? 'client' : 'bare'].push(perCall);
      }
    const [own, fetched] = [median(times.client), median(times.bare)];
    rows.push(
      { what: `${what}, bare fetch`, value: fetched, unit: 'µs', comparedWith: '', ratio: null },
      { what: `${what}, client`, value: own, unit: 'µs', comparedWith: 'bare fetch', ratio: own / fetched },
    );
  }
  child.kill();
}

function print(): void {
  const cells = rows.map(({ what, value, unit, comparedWith, ratio }) => [
    what,
    `${value.toFixed(value < 10 ? 2 : 1)} ${unit}`,
    ratio === null ? '' : `${ratio.toFixed(2)} x ${comparedWith}`,
  ]);
  const widths = [0, 1, 2].map((column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  for (const row of cells)
    console.log(
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    );
  console.log(JSON.stringify({ node: process.version, rounds, rows }));
}

try {
  const tarballs = ['packages/http-kit', 'clients/webhooks', 'clients/zoho'].map(pack);
  const own = { name: 'ours', specifier: '@baton/client-zoho', packages: tarballs };
  const others: Subject[] = [
    { name: 'stripe', specifier: 'stripe', packages: ['stripe'] },
    { name: 'hubspot', specifier: '@hubspot/api-client', packages: ['@hubspot/api-client'] },
    { name: 'zoho', specifier: '@zohocrm/nodejs-sdk-8.0', packages: ['@zohocrm/nodejs-sdk-8.0'] },
  ];
  for (const subject of [own, ...others]) install(subject);
  compareInstalls(own, others);
  await compareCalls(own);
  print();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
