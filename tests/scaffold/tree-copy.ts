import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { copyTree } from '../support/copy-tree.ts';
import { cleanEnvironment, root } from '../support/processes.ts';

export type Ran = { code: number | null; output: string };

export type TreeCopy = {
  folder: string;
  /** Runs a program with Node, there; ends it after ten minutes, or when the copy is removed. */
  run(script: string, values: string[], environment?: Record<string, string>): Promise<Ran>;
  /** What every source file holds, by its path. */
  read(): Map<string, string>;
  /** Links these new packages as `npm install` would. */
  link(workspaces: string[]): void;
  remove(): void;
};

/** A copy of the repository with what was built, so that only what changes is built again; installed packages are shared. */
export function openCopy(): TreeCopy {
  const folder = mkdtempSync(join(tmpdir(), 'baton-scaffold-'));
  copyTree(root, folder);
  const running = new Set<ChildProcess>();
  return {
    folder,
    run: (script, values, environment = {}) => {
      const ownOnly = Object.entries(cleanEnvironment(environment)).filter(([name]) => !/^(VITEST|NODE_)/.test(name));
      const child = spawn(process.execPath, [join(folder, script), ...values], {
        cwd: folder,
        env: Object.fromEntries(ownOnly),
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      running.add(child);
      return outcomeOf(child).finally(() => running.delete(child));
    },
    read: () => new Map(listSources(folder, '').map((path) => [path, hash(join(folder, path))])),
    link: (workspaces) => {
      for (const path of workspaces) {
        const { name } = JSON.parse(readFileSync(join(folder, path, 'package.json'), 'utf8')) as { name: string };
        symlinkSync(join(folder, path), join(folder, 'node_modules', name));
      }
    },
    remove: () => {
      for (const child of running) child.kill('SIGKILL');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const notSources = new Set(['.git', 'node_modules', 'data', 'coverage', 'dist']);
const isSource = (name: string): boolean => !notSources.has(name);

function listSources(folder: string, at: string): string[] {
  return readdirSync(join(folder, at), { withFileTypes: true })
    .filter(({ name }) => isSource(name))
    .flatMap((entry) => {
      const path = at === '' ? entry.name : `${at}/${entry.name}`;
      return entry.isDirectory() ? listSources(folder, path) : [path];
    });
}

const hash = (path: string): string => createHash('sha256').update(readFileSync(path)).digest('hex');

const timeoutMs = 600_000;

function outcomeOf(child: ChildProcess): Promise<Ran> {
  const timer = setTimeout(() => child.kill('SIGKILL'), timeoutMs);
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => {
      output += chunk.toString('utf8');
    });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      clearTimeout(timer);
      resolve({ code, output });
    });
  });
}
