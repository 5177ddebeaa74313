import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';

/** An append-only log of JSON lines. A line is handed to the operating system before `append` returns, so it survives SIGKILL. */
export type Log = { append(line: unknown): void; read(): unknown[]; rewrite(lines: unknown[]): void; close(): void };

/** `folder` null keeps nothing. A torn last line is left out. */
export function openLog(folder: string | null, name: string): Log {
  if (folder === null)
    return { append: () => undefined, read: () => [], rewrite: () => undefined, close: () => undefined };
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `${name}.jsonl`);
  let file: number | null = null;
  const handle = (): number => {
    file ??= openSync(path, 'a', 0o600);
    return file;
  };
  const close = (): void => {
    if (file !== null) closeSync(file);
    file = null;
  };
  return {
    append: (line) => {
      writeSync(handle(), `${JSON.stringify(line)}\n`);
    },
    read: () => (existsSync(path) ? readLines(readFileSync(path, 'utf8')) : []),
    rewrite: (lines) => {
      close();
      writeFileSync(`${path}.new`, lines.map((line) => `${JSON.stringify(line)}\n`).join(''), { mode: 0o600 });
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
