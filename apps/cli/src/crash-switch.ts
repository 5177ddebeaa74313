import { closeSync, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '@baton/core';

const kill = (): void => {
  process.kill(process.pid, 'SIGKILL');
};

/**
 * What `BATON_CRASH_AT` asks for; tests prove with it that nothing is lost.
 * - `<point>` or `<point>#<n>` kills the process the n-th time (default first) it gets to a named crash point.
 * - `each:<folder>` kills it at the first point that has no file in the folder, and leaves that file. A process that is started again
 *   each time is so killed once at every point there is, and nobody has to list them. Processes may share the folder.
 * @throws AppError `configuration-invalid`
 */
export function createCrashSwitch(written: string | null, end: () => void = kill): (name: string) => void {
  if (written === null) return () => undefined;
  const folder = /^each:(.+)$/.exec(written)?.[1];
  return folder === undefined ? crashAt(written, end) : crashAtEach(folder, end);
}

function crashAt(written: string, end: () => void): (name: string) => void {
  const [point, times = '1'] = written.split('#');
  let left = Number(times);
  if (!(Number.isSafeInteger(left) && left > 0))
    throw new AppError('configuration-invalid', `BATON_CRASH_AT=${written} must end in a whole number after the "#".`);
  return (name) => {
    if (name !== point) return;
    left -= 1;
    if (left === 0) end();
  };
}

function crashAtEach(folder: string, end: () => void): (name: string) => void {
  mkdirSync(folder, { recursive: true });
  const known = new Set<string>();
  return (name) => {
    if (known.has(name)) return;
    known.add(name);
    if (isFirst(join(folder, encodeURIComponent(name)))) end();
  };
}

/** Whoever makes the file is the first to get there. */
function isFirst(path: string): boolean {
  try {
    closeSync(openSync(path, 'wx'));
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}
