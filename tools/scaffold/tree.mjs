import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Refusal } from './refusal.mjs';

const templates = fileURLToPath(new URL('templates', import.meta.url));

/** The repository as it will be: nothing is written before every step of a scaffold has gone well. */
export function openTree(root) {
  const texts = new Map();
  const made = new Set();
  const has = (path) => texts.has(path) || existsSync(join(root, path));
  const read = (path) => texts.get(path) ?? readFileSync(join(root, path), 'utf8');
  const tree = {
    has,
    read,
    list: (folder) => (existsSync(join(root, folder)) ? readdirSync(join(root, folder)) : []),
    /** A new file. */
    make: (path, text) => {
      if (has(path)) throw new Refusal(`${path} exists already. Choose another name.`);
      made.add(path);
      texts.set(path, text);
    },
    /** Another text for a file that is there; the same text changes nothing. */
    edit: (path, change) => {
      const before = read(path);
      const after = change(before);
      if (after !== before) texts.set(path, after);
    },
    editJson: (path, change) => tree.edit(path, (text) => `${JSON.stringify(change(JSON.parse(text)), null, 2)}\n`),
    /** The files of a template's folder at their places. `tokens`: what stands for `__name__` in paths and texts. */
    makeFrom: (folder, tokens) => {
      for (const file of listFiles(join(templates, folder))) {
        const path = fill(relative(join(templates, folder), file).replace(/\.template$/, ''), tokens);
        tree.make(path, fill(readFileSync(file, 'utf8'), tokens));
      }
    },
    made: () => [...made].sort(),
    edited: () => [...texts.keys()].filter((path) => !made.has(path)).sort(),
    write: () => {
      for (const [path, text] of texts) {
        mkdirSync(dirname(join(root, path)), { recursive: true });
        writeFileSync(join(root, path), text);
      }
    },
  };
  return tree;
}

function fill(text, tokens) {
  return text.replace(/__([a-zA-Z]+)__/g, (whole, name) => {
    if (name in tokens) return tokens[name];
    throw new Error(`No value for ${whole} of a template.`);
  });
}

/** A kind that has nothing to say here has no such folder. */
const listFiles = (folder) =>
  (existsSync(folder) ? readdirSync(folder) : []).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? listFiles(path) : [path];
  });
