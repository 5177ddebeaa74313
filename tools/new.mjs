import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { root } from './prepare.mjs';
import { kinds, listVendors, partKinds } from './scaffold/kinds.mjs';
import { isKebab } from './scaffold/names.mjs';
import { Refusal } from './scaffold/refusal.mjs';
import { openTree } from './scaffold/tree.mjs';

/** `npm run new -- <kind> <name>`: files that compile, and whose tests fail only in what is still to be written. */
const options = {
  help: { type: 'boolean', short: 'h', default: false },
  vendor: { type: 'string' },
  first: { type: 'string' },
};

const help = `Usage: npm run new -- <kind> <name> [--vendor <vendor>] [--first <kind>]

Makes the files of something new. They compile at once, and their tests fail only in what is still to be written.

${Object.entries(kinds)
  .map(
    ([kind, { summary, isOfVendor }]) =>
      `  ${`${kind} <name>${isOfVendor ? ' --vendor <vendor>' : ''}`.padEnd(40)} ${summary}`,
  )
  .join('\n')}

  --vendor <vendor>  whose it is: a file in packages/gateway/src/vendors
  --first <kind>     for a vendor: what it is for us at first, ${partKinds.join(', ')} (default desk)
  -h, --help         this text

Names are lower-case words joined by hyphens, for example acme-inbox. docs/contributing tells how to go on.
`;

try {
  process.exitCode = main();
} catch (error) {
  if (!(error instanceof Refusal)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}

function main() {
  const { values, positionals } = readArguments();
  const [kind, name, ...others] = positionals;
  if (values.help || kind === undefined) {
    process.stdout.write(help);
    return values.help ? 0 : 1;
  }
  const tree = openTree(root);
  checkWish({ kind, name, others, values, vendors: listVendors(tree) });
  const tests = kinds[kind].make(tree, name, { vendor: values.vendor, first: values.first ?? 'desk' });
  tree.write();
  const isFormatted = format([...tree.made(), ...tree.edited()]);
  report({ tree, tests, kind, isFormatted });
  return 0;
}

function readArguments() {
  try {
    return parseArgs({ options, allowPositionals: true });
  } catch (error) {
    throw new Refusal(`${error.message} See npm run new -- --help.`);
  }
}

function checkWish({ kind, name, others, values, vendors }) {
  if (!Object.hasOwn(kinds, kind))
    throw new Refusal(`There is no kind "${kind}". There are ${Object.keys(kinds).join(', ')}.`);
  if (name === undefined) throw new Refusal(`Name it: npm run new -- ${kind} <name>.`);
  if (others.length > 0) throw new Refusal(`"${others.join(' ')}" is too much. Join the words of a name by hyphens.`);
  if (!isKebab(name))
    throw new Refusal(`"${name}" is not a name. Write lower-case words joined by hyphens, for example acme-inbox.`);
  const { isOfVendor } = kinds[kind];
  if (isOfVendor && values.vendor === undefined)
    throw new Refusal(
      `Say whose it is: --vendor ${vendors.join('|')}. A new vendor: npm run new -- vendor <vendor> --first ${kind}.`,
    );
  if (!isOfVendor && values.vendor !== undefined)
    throw new Refusal(`A ${kind} belongs to no vendor. Leave --vendor out.`);
  if (isOfVendor && !vendors.includes(values.vendor))
    throw new Refusal(
      `There is no vendor "${values.vendor}". There are ${vendors.join(', ')}. A new one: npm run new -- vendor ${values.vendor}.`,
    );
  if (values.first !== undefined && kind !== 'vendor') throw new Refusal('--first is for a vendor only. Leave it out.');
  if (values.first !== undefined && !partKinds.includes(values.first))
    throw new Refusal(`--first must be one of ${partKinds.join(', ')}.`);
}

/** The formatter puts imports in order, too. */
function format(paths) {
  const biome = `${root}node_modules/.bin/biome`;
  if (!existsSync(biome)) return false;
  const files = paths.filter((path) => /\.(ts|json)$/.test(path) && path !== 'package-lock.json');
  if (files.length === 0) return true;
  const { status, stderr } = spawnSync(biome, ['check', '--write', '--linter-enabled=false', ...files], {
    cwd: root,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  if (status !== 0) process.stderr.write(stderr ?? '');
  return status === 0;
}

function report({ tree, tests, kind, isFormatted }) {
  const made = tree.made().map((path) => `  made    ${path}`);
  const edited = tree.edited().map((path) => `  edited  ${path}`);
  const next = [
    ...(kind === 'vendor' ? ['npm install', 'npm run docs'] : []),
    ...(partKinds.includes(kind) ? ['npm run docs'] : []),
    ...(isFormatted ? [] : ['npm run fix']),
    `npm test -- ${tests.join(' ')}`,
  ];
  const page = `docs/contributing/${kind}.md`;
  process.stdout.write(
    `${[...made, ...edited].join('\n')}\n\nNext:\n${next.map((command) => `  ${command}`).join('\n')}\nThe tests name what is still to be written; ${page} tells the rest.\n`,
  );
}
