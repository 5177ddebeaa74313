import { ControlError } from './control-error.ts';
import type { Row } from './rows.ts';

/** All state of all vendors, as one JSON document. It holds the emulated secrets too. */
export type Snapshot = {
  format: 'baton-emulators';
  version: 1;
  takenAt: string;
  vendors: string[];
  clock: { offsetMs: number };
  counters: Record<string, number>;
  /** By `vendor/collection`, oldest row first. */
  collections: Record<string, Row[]>;
};

/** Reads a snapshot; `vendors` are those that run here. @throws ControlError 400 that names the path of the problem */
export function readSnapshot(value: unknown, vendors: readonly string[]): Snapshot {
  const { format, version, takenAt, vendors: taken, clock, counters, collections } = mapAt('snapshot', value);
  if (format !== 'baton-emulators' || version !== 1)
    throw problem('format', 'must be "baton-emulators" and "version" 1, as GET /__emulator/snapshot writes them');
  const { offsetMs } = mapAt('clock', clock);
  if (typeof offsetMs !== 'number' || !Number.isFinite(offsetMs)) throw problem('clock.offsetMs', 'must be a number');
  return {
    format,
    version,
    takenAt: String(takenAt),
    vendors: Array.isArray(taken) ? taken.map(String) : [],
    clock: { offsetMs },
    counters: readCounters(counters),
    collections: Object.fromEntries(
      Object.entries(mapAt('collections', collections)).map(([name, rows]) => [name, readRows(name, rows, vendors)]),
    ),
  };
}

function readCounters(value: unknown): Record<string, number> {
  const entries = Object.entries(mapAt('counters', value));
  return Object.fromEntries(
    entries.map(([name, count]) => {
      if (typeof count !== 'number' || !Number.isSafeInteger(count))
        throw problem(`counters.${name}`, 'must be a whole number');
      return [name, count] as const;
    }),
  );
}

function readRows(name: string, value: unknown, vendors: readonly string[]): Row[] {
  const path = `collections["${name}"]`;
  const [vendor = ''] = name.split('/');
  if (!/^[a-z-]+\/[a-z-]+$/.test(name) || !vendors.includes(vendor))
    throw problem(path, `must be "vendor/collection" of a vendor that runs here: ${vendors.join(', ')}`);
  if (!Array.isArray(value)) throw problem(path, 'must be a list of rows');
  const ids = new Set<string>();
  return value.map((item, index) => {
    const { id, ...more } = mapAt(`${path}[${index}]`, item);
    if (typeof id !== 'string' || ids.has(id)) throw problem(`${path}[${index}].id`, 'must be a text, used once');
    ids.add(id);
    return { ...more, id };
  });
}

function mapAt(path: string, value: unknown): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw problem(path, 'must be an object');
  return Object.fromEntries(Object.entries(value));
}

const problem = (path: string, rule: string): ControlError => new ControlError(400, 'bad-snapshot', `${path} ${rule}.`);
