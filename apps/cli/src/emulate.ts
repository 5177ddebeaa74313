import { join, resolve } from 'node:path';
import { AppError } from '@baton/core';
import { createEmulator } from '@baton/emulators';
import { lockDirectory } from '@baton/store';
import { say, untilStopped } from './process.ts';

export type EmulateOptions = { port: string; dataDir?: string; gateway?: string; coverage?: boolean };

/** Runs the vendors' stand-ins alone, or prints how sure they are of each operation. */
export async function emulate(options: EmulateOptions): Promise<void> {
  if (options.coverage === true) return printCoverage();
  const port = Number(options.port);
  if (!(Number.isInteger(port) && port >= 0 && port <= 65_535))
    throw new AppError('configuration-invalid', '--port must be a port number from 0 to 65535.');
  const dataDir = options.dataDir === undefined ? null : resolve(options.dataDir);
  const lock = dataDir === null ? null : await lockDirectory(dataDir);
  const emulator = await createEmulator({ port, dataDir: dataDir === null ? null : join(dataDir, 'emulators') });
  if (options.gateway !== undefined) {
    const webhook = `${options.gateway.replace(/\/+$/, '')}/webhook/salesiq`;
    await emulator.configureGateway({ zobotUrl: webhook, webhookUrl: webhook });
  }
  say(`Pages: ${emulator.url}/visitor  ${emulator.url}/operator  ${emulator.url}/mailbox  ${emulator.url}/tickets`);
  say(`Credentials and addresses: ${emulator.url}/__emulator/connection`);
  say(`ready emulators=${emulator.url}`);
  await untilStopped();
  await emulator.close();
  await lock?.release();
}

type LedgerRow = { operation: string; fidelity: string; source: string };

async function printCoverage(): Promise<void> {
  const emulator = await createEmulator();
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
