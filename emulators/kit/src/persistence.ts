import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';

/**
 * An append-only log of JSON lines. Lines that are appended in one go (without an await between them) reach the operating system in
 * one write, so SIGKILL leaves all of them or none; they are written before anything that waits for a later turn of the event loop.
 */
export type Log = {
  append(line: unknown): void;
  /** Writes at once what is still collected. */
  flush(): void;
  read(): unknown[];
  rewrite(lines: unknown[]): void;
  close(): void;
};

const nothingKept: Log = {
  append: () => undefined,
  flush: () => undefined,
  read: () => [],
  rewrite: () => undefined,
  close: () => undefined,
};

/** `folder` null keeps nothing. A torn last line is left out. */
export function openLog(folder: string | null, name: string): Log {
  if (folder === null) return nothingKept;
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `${name}.jsonl`);
  let file: number | null = null;
  let collected = '';
  const handle = (): number => {
    file ??= openSync(path, 'a', 0o600);
    return file;
  };
  const flush = (): void => {
    if (collected === '') return;
    const bytes = Buffer.from(collected, 'utf8');
    collected = '';
    for (let written = 0; written < bytes.length; ) written += writeSync(handle(), bytes, written);
  };
  const close = (): void => {
    flush();
    if (file !== null) closeSync(file);
    file = null;
  };
  return {
    append: (line) => {
      if (collected === '') queueMicrotask(flush);
      collected += `${JSON.stringify(line)}\n`;
    },
    flush,
    read: () => (existsSync(path) ? readLines(readFileSync(path, 'utf8')) : []),
    rewrite: (lines) => {
      close();
      const written = openSync(`${path}.new`, 'w', 0o600);
      writeFileSync(written, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
      fsyncSync(written);
      closeSync(written);
      renameSync(`${path}.new`, path);
    },
    close,
  };
}

function readLines(text: string): unknown[] {
  const lines = text.split('\n');
  const whole = lines.slice(0, -1);
  return whole.flatMap((line): unknown[] => {
    try {
      return [JSON.parse(line)];
    } catch {
      return [];
    }
  });
}
