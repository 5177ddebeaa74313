import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runTests, type TestResult } from './scaffold/run-tests.ts';
import { openCopy, type Ran, type TreeCopy } from './scaffold/tree-copy.ts';
import { type Trial, trials } from './scaffold/trials.ts';
import { root } from './support/processes.ts';

/*
 * Makes one of each kind in a copy of the repository, looks at what their tests say, fills them with the small implementations of
 * `scaffold/fill`, and looks again. All of them in one copy, because building is what takes the time.
 */

type Made = { made: string[]; touched: string[]; output: string };

const followsFromTheRest = /^(package-lock\.json|docs\/reference\/)/;
/** Tests of others that know what there is of a kind. */
const neighbours = ['packages/gateway/src/performers/load-performers', 'packages/gateway/src/config/'];

let copy: TreeCopy;
const made = new Map<string, Made>();
let compiled: Ran;
let unwritten: TestResult[];

beforeAll(async () => {
  copy = openCopy();
  for (const trial of trials) made.set(trial.kind, await make(trial));
  copy.link(['clients/acme', 'emulators/acme', 'integrations/acme']);
  compiled = await checkTypes(['apps/cli/src/main.ts']);
  unwritten = await runTests(
    copy,
    trials.map(({ tests }) => tests),
  );
}, 420_000);
afterAll(() => copy?.remove());

const build = (): Promise<Ran> => copy.run('node_modules/typescript/bin/tsc', ['-b']);

/** What was made, its tests too, and these; `references`: projects whose built types are taken. In one pass, which a build needs thirty for. */
function checkTypes(files: string[], references: { path: string }[] = []): Promise<Ran> {
  const include = [...[...made.values()].flatMap((each) => each.made).filter((path) => path.endsWith('.ts')), ...files];
  // The copy's node_modules are those of the repository, where the tests' own notes lie.
  const compilerOptions = { tsBuildInfoFile: './made.tsbuildinfo' };
  const inputs = { include: [...new Set(include)], exclude: [], references };
  const config = { extends: './tsconfig.tests.json', compilerOptions, ...inputs };
  writeFileSync(join(copy.folder, 'tsconfig.made.json'), JSON.stringify(config));
  return copy.run('node_modules/typescript/bin/tsc', ['--noEmit', '-p', 'tsconfig.made.json']);
}

/** Makes it, and tells which files are new and which are not what they were. */
async function make({ kind, wish }: Trial): Promise<Made> {
  const before = copy.read();
  const { code, output } = await copy.run('tools/new.mjs', [kind, ...wish]);
  if (code !== 0) throw new Error(output);
  const after = copy.read();
  const isTouched = (path: string): boolean => after.get(path) !== before.get(path) && !followsFromTheRest.test(path);
  return {
    made: [...after.keys()].filter((path) => !before.has(path)).sort(),
    touched: [...before.keys()].filter(isTouched).sort(),
    output,
  };
}

const madeOf = ({ kind }: Trial): Made => made.get(kind) ?? { made: [], touched: [], output: '' };
const named = trials.map((trial) => [trial.kind, trial] as const);
const isOf = (trial: Trial) => (result: TestResult) => result.file.startsWith(trial.tests);

describe.each(named)('a new %s', (_kind, trial) => {
  it('touches no more existing files than its page says', () => {
    const { touched } = madeOf(trial);
    expect(touched.length, touched.join(', ')).toBeLessThanOrEqual(trial.touchesMax);
    expect(readTable()[trial.kind]).toBe(String(touched.length));
  });

  it('tells every file it made or edited, and the page that tells the rest', () => {
    const { made: files, touched, output } = madeOf(trial);
    for (const path of files) expect(output).toContain(`made    ${path}\n`);
    for (const path of touched) expect(output).toContain(`edited  ${path}\n`);
    expect(output).toContain(`docs/contributing/${trial.kind}.md`);
    expect(output).toContain('npm test -- ');
  });

  it('has tests that fail, and name what is not written', () => {
    const results = unwritten.filter(isOf(trial));
    const failed = results.filter(({ isPassed }) => !isPassed);
    expect(failed).not.toEqual([]);
    for (const { name, message } of failed) expect(message, name).toContain('not-written');
  });
});

it('compiles as it was made', () => {
  expect(compiled).toEqual({ code: 0, output: '' });
});

it('keeps the lock file as npm would write it', () => {
  const lock = readJson('package-lock.json') as { packages: Record<string, unknown> };
  expect(lock.packages['node_modules/@baton/client-acme']).toEqual({ resolved: 'clients/acme', link: true });
  for (const folder of ['clients/acme', 'integrations/acme', 'emulators/acme', 'packages/gateway']) {
    const { name, version, license, dependencies } = readJson(`${folder}/package.json`) as Record<string, unknown>;
    expect(lock.packages[folder]).toEqual({ name, version, license, dependencies });
  }
  expect(Object.keys(lock.packages)).toEqual(
    Object.keys(lock.packages).sort((left, right) => left.localeCompare(right, 'en')),
  );
});

describe('refused', () => {
  it.each([
    ['a name with capitals', ['step', 'Greet'], 'lower-case words'],
    ['a name that leaves the folder', ['workflow', '../greet'], 'lower-case words'],
    ['a name that is there', ['step', 'say'], 'exists already'],
    ['a desk that another vendor has', ['desk', 'salesiq', '--vendor', 'acme'], 'Choose another name'],
    ['a vendor that is not there', ['desk', 'other', '--vendor', 'nobody'], 'There is no vendor'],
    ['a kind that is none', ['desks', 'other'], 'There is no kind'],
    ['a word of the language', ['step', 'switch'], 'a word of the language'],
  ])('is %s, and nothing is changed', async (_what, values, why) => {
    const before = copy.read();
    const { code, output } = await copy.run('tools/new.mjs', values);
    expect(code).toBe(1);
    expect(output).toContain(why);
    expect(copy.read()).toEqual(before);
  });
});

describe('filled', () => {
  beforeAll(() => {
    for (const trial of trials) fill(trial);
  });

  it('compiles, its tests too', async () => {
    expect(await build()).toEqual({ code: 0, output: '' });
    const references = (readJson('tsconfig.json') as { references: { path: string }[] }).references.concat(
      ['clients', 'integrations', 'emulators'].map((group) => ({ path: `${group}/acme` })),
    );
    expect(await checkTypes([], references)).toEqual({ code: 0, output: '' });
  });

  it('passes its tests, and breaks no others', async () => {
    const results = await runTests(copy, [...trials.map(({ tests }) => tests), ...neighbours]);
    expect(results.filter(({ isPassed }) => !isPassed)).toEqual([]);
    for (const trial of trials)
      expect(results.filter(isOf(trial)).map(({ name }) => name)).toEqual(
        unwritten.filter(isOf(trial)).map(({ name }) => name),
      );
    for (const path of neighbours) expect(results.some(({ file }) => file.startsWith(path))).toBe(true);
  });

  it('is there when it is configured, absent when not, and refused where there can be only one', async () => {
    const check = (more: Record<string, string>) =>
      copy.run('apps/cli/bin/baton.js', ['serve', '--check'], { ...settings, ...more });
    const chain = { BATON_HANDOFF_CHAIN: 'night-shift,ticket' };
    const [without, unknown, known, second] = await Promise.all([
      check({}),
      check(chain),
      check({ ...chain, NIGHT_SHIFT_WEBHOOK_SECRET: 'shared-with-the-vendor' }),
      check({ BACKLOG_PROJECT: 'SUPPORT' }),
    ]);
    expect([without.code, known.code], without.output + known.output).toEqual([0, 0]);
    expect(unknown.output).toContain('Set NIGHT_SHIFT_WEBHOOK_SECRET');
    expect(second.output).toContain('BACKLOG_PROJECT: makes backlog a second ticket system beside desk.');
  });

  it('keeps the architecture, the format and the rules of the code', async () => {
    const folders = ['clients/acme', 'emulators/acme', 'integrations', 'packages/core', 'packages/gateway'];
    const cruised = await copy.run('node_modules/.bin/depcruise', ['--config', '.dependency-cruiser.mjs', ...folders]);
    expect(cruised.output).toContain('no dependency violations found');
    const files = [...made.values()].flatMap((each) => [...each.made, ...each.touched]);
    const code = [...new Set(files)].filter((path) => /\.(ts|json)$/.test(path));
    const linted = await copy.run('node_modules/.bin/biome', ['check', '--diagnostic-level=error', ...code]);
    expect(linted.code, linted.output).toBe(0);
  });
});

/** What an installation without any of the new ones sets. */
const settings = {
  ZOHO_DATA_CENTER: 'eu',
  ZOHO_CLIENT_ID: '1000.ABC',
  ZOHO_CLIENT_SECRET: 'client-secret-value',
  ZOHO_REFRESH_TOKEN: '1000.user',
  DESK_ORGANIZATION_ID: '123456789',
  BATON_FLAT_SECRET: 'flat-secret-value',
  SMTP_HOST: 'smtp.company.com',
  MAIL_FROM: 'Support <support@company.com>',
  SUPPORT_EMAIL: 'support@company.com',
};

/** Puts the implementation that ships with the tests into what was made, and into nothing else. */
function fill({ kind, wish, fill: files }: Trial): void {
  const [name] = wish;
  const words = name.split('-').map((word) => word.charAt(0).toUpperCase() + word.slice(1));
  const tokens: Record<string, string> = { kebab: name, Pascal: words.join('') };
  for (const [path, source] of Object.entries(files)) {
    expect(made.get(kind)?.made).toContain(path);
    const text = readFileSync(new URL(`./scaffold/fill/${kind}/${source}.txt`, import.meta.url), 'utf8');
    const filled = text.replace(/__([a-zA-Z]+)__/g, (_whole, token: string) => tokens[token] ?? '');
    writeFileSync(join(copy.folder, path), filled);
  }
}

const readJson = (path: string): unknown => JSON.parse(readFileSync(join(copy.folder, path), 'utf8'));

/** The number of existing files that the index of the pages promises, by kind. */
function readTable(): Record<string, string | undefined> {
  const index = readFileSync(join(root, 'docs/contributing/README.md'), 'utf8');
  const rows = [...index.matchAll(/^\|[^|]+\| `npm run new -- ([a-z-]+) [^|]+\| (\d+) \|/gm)];
  return Object.fromEntries(rows.map(([, kind = '', count]) => [kind, count]));
}
