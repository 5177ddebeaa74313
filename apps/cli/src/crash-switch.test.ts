import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createCrashSwitch } from './crash-switch.ts';

/** The points at which a process with this setting would have been killed. */
function killsOf(written: string | null, names: string[]): string[] {
  const kills: string[] = [];
  let now = '';
  const reach = createCrashSwitch(written, () => kills.push(now));
  for (const name of names) {
    now = name;
    reach(name);
  }
  return kills;
}

it('kills nothing when it is not set', () => {
  expect(killsOf(null, ['a', 'b'])).toEqual([]);
});

describe('at one point', () => {
  it('kills the first time, or the n-th', () => {
    expect(killsOf('b', ['a', 'b', 'b'])).toEqual(['b']);
    expect(killsOf('b#3', ['b', 'a', 'b'])).toEqual([]);
    expect(killsOf('b#2', ['b', 'a', 'b', 'b'])).toEqual(['b']);
  });

  it('refuses a number that can never be reached', () => {
    for (const written of ['b#0', 'b#x', 'b#1.5', 'b#'])
      expect(() => createCrashSwitch(written)).toThrow(/whole number/);
  });
});

describe('at each point', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'baton-points-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('kills each process at the first point where none was killed before', () => {
    const written = `each:${join(folder, 'new')}`;
    const way = ['x.y:before', 'x.y:after', 'x.y:before'];
    // A real process ends at its first kill; what it would have reached after that is left to the next one.
    expect(killsOf(written, way.slice(0, 1))).toEqual(['x.y:before']);
    expect(killsOf(written, way.slice(0, 2))).toEqual(['x.y:after']);
    expect(killsOf(written, way)).toEqual([]);
    expect(readdirSync(join(folder, 'new')).map(decodeURIComponent).sort()).toEqual(['x.y:after', 'x.y:before']);
  });
});
