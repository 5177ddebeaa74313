import { cpSync, existsSync, lstatSync, mkdirSync, readdirSync, readlinkSync, symlinkSync } from 'node:fs';
import { basename, join } from 'node:path';

const left = new Set(['.git', 'node_modules', 'data', 'coverage']);

/**
 * Copies a repository so that changes in the copy are not seen outside: the files themselves, sources and built ones, and a
 * `node_modules` in which the workspace's own packages are those of the copy.
 */
export function copyTree(from: string, to: string): void {
  const isWanted = (path: string): boolean => path === from || !left.has(basename(path));
  cpSync(from, to, { recursive: true, filter: isWanted, preserveTimestamps: true, verbatimSymlinks: true });
  linkModules(join(from, 'node_modules'), join(to, 'node_modules'));
}

function linkModules(from: string, to: string): void {
  if (!existsSync(from)) return;
  mkdirSync(to);
  for (const name of readdirSync(from).filter((each) => !each.startsWith('.vite'))) {
    const source = join(from, name);
    if (name.startsWith('@') && hasRelativeLinks(source)) copyLinks(source, join(to, name));
    else symlinkSync(source, join(to, name));
  }
}

/** Packages of the workspace are links such as `../../packages/core`. */
const hasRelativeLinks = (folder: string): boolean =>
  readdirSync(folder).some((name) => lstatSync(join(folder, name)).isSymbolicLink());

function copyLinks(from: string, to: string): void {
  mkdirSync(to);
  for (const name of readdirSync(from)) {
    const source = join(from, name);
    symlinkSync(lstatSync(source).isSymbolicLink() ? readlinkSync(source) : source, join(to, name));
  }
}
