import { join, resolve } from 'node:path';
import { AppError } from '@baton/core';
import {
  chooseVendors,
  createEmulator,
  type Emulator,
  type EmulatorOptions,
  FileProblem,
  SettingProblem,
  ShapeProblem,
  UnknownVendor,
} from '@baton/emulators';
import { lockDirectory } from '@baton/store';
import { say, untilStopped } from './process.ts';
import { readOrigin, readUrl } from './read-address.ts';

export type EmulateOptions = {
  port: string;
  dataDir?: string;
  gateway?: string;
  coverage?: boolean;
  seed?: string;
  faults?: string;
  plan?: string;
  errorStyle?: string;
  set?: string[];
  widgetOrigin?: string[];
};

/** Runs the vendors' stand-ins alone, or prints how sure they are of each operation. */
export async function emulate(names: readonly string[], options: EmulateOptions): Promise<void> {
  if (options.coverage === true) return printCoverage(names);
  const port = Number(options.port);
  if (!(Number.isInteger(port) && port >= 0 && port <= 65_535))
    throw new AppError('configuration-invalid', '--port must be a port number from 0 to 65535.');
  const gateway = options.gateway === undefined ? null : readUrl('--gateway', options.gateway);
  const widgetOrigins = (options.widgetOrigin ?? []).map((origin) => readOrigin('--widget-origin', origin));
  const dataDir = options.dataDir === undefined ? null : resolve(options.dataDir);
  const lock = dataDir === null ? null : await lockDirectory(dataDir);
  const emulator = await start(names, {
    port,
    dataDir: dataDir === null ? null : join(dataDir, 'emulators'),
    ...(options.seed === undefined ? {} : { seed: resolve(options.seed) }),
    ...(options.faults === undefined ? {} : { faults: resolve(options.faults) }),
    settings: settingsIn(options),
    widgetOrigins,
  });
  if (gateway !== null) {
    const webhook = `${gateway}/webhook/salesiq`;
    await emulator.configureGateway({ zobotUrl: webhook, webhookUrl: webhook, deskUrl: `${gateway}/webhook/desk` });
  }
  say(`Pages: ${emulator.pages.map((page) => emulator.url + page).join('  ')}`);
  say(`Credentials and addresses: ${emulator.url}/__emulator/connection`);
  say(`ready emulators=${emulator.url}`);
  await untilStopped();
  await emulator.close();
  await lock?.release();
}

/** Starts, and tells a person's mistake in the way the command line does. */
async function start(names: readonly string[], options: EmulatorOptions): Promise<Emulator> {
  try {
    return await createEmulator({ ...options, vendors: chooseVendors(names) });
  } catch (error) {
    const mistakes = [UnknownVendor, FileProblem, ShapeProblem, SettingProblem];
    if (error instanceof Error && mistakes.some((mistake) => error instanceof mistake))
      throw new AppError('configuration-invalid', error.message, { cause: error });
    throw error;
  }
}

/** `--plan` and `--error-style` are short for settings of SalesIQ and Accounts; `--set` reaches all of them. */
function settingsIn({ plan, errorStyle, set = [] }: EmulateOptions): Record<string, string> {
  const pairs = set.map((pair) => {
    const [name = '', ...value] = pair.split('=');
    if (name === '' || value.length === 0)
      throw new AppError(
        'configuration-invalid',
        `--set ${pair} must be vendor.setting=value, as in desk.edition=free.`,
      );
    return [name, value.join('=')] as const;
  });
  return {
    ...(plan === undefined ? {} : { 'salesiq.plan': plan }),
    ...(errorStyle === undefined ? {} : { 'salesiq.errorStyle': errorStyle, 'accounts.errorStyle': errorStyle }),
    ...Object.fromEntries(pairs),
  };
}

type LedgerRow = { operation: string; fidelity: string; source: string };

async function printCoverage(names: readonly string[]): Promise<void> {
  const emulator = await start(names, {});
  try {
    const ledger: unknown = await (await fetch(`${emulator.url}/__emulator/ledger`)).json();
    const rows = readLedger(ledger);
    const width = Math.max(...rows.map(({ operation }) => operation.length));
    for (const { operation, fidelity, source } of rows)
      say(`${operation.padEnd(width)}  ${fidelity.padEnd(10)}  ${source}`);
    const counts = new Map<string, number>();
    for (const { fidelity } of rows) counts.set(fidelity, (counts.get(fidelity) ?? 0) + 1);
    say(`\n${rows.length} operations: ${[...counts].map(([fidelity, count]) => `${count} ${fidelity}`).join(', ')}`);
  } finally {
    await emulator.close();
  }
}

function readLedger(ledger: unknown): LedgerRow[] {
  const list: unknown[] = Array.isArray(ledger) ? ledger : [];
  const text = (row: unknown, name: string): string =>
    typeof row === 'object' && row !== null ? String(Reflect.get(row, name) ?? '') : '';
  return list.map((row) => ({
    operation: text(row, 'operation') || text(row, 'name'),
    fidelity: text(row, 'fidelity') || text(row, 'status'),
    source: text(row, 'source'),
  }));
}
