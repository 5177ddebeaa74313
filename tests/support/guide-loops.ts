import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, until } from './processes.ts';

/** What runs each of the languages that the guide of the flat channel has a program in. */
const runners: Record<string, { file: string; command: string[] }> = {
  bash: { file: 'loop.sh', command: ['bash'] },
  ts: { file: 'loop.ts', command: [process.execPath, '--import', 'tsx'] },
  python: { file: 'loop.py', command: ['python3'] },
};

const guide = readFileSync(join(root, 'docs/guides/flat.md'), 'utf8');
const programs = [...guide.matchAll(/<!-- loop: (\w+) -->\n```\w+\n([\s\S]*?)\n```/g)];

export const loops = programs.map(([, language = '', source = '']) => ({ language, source }));

/** Runs a program of the guide as it stands there, says the lines one after the other, each once the one before was answered. */
export async function playLoop(
  { language, source }: { language: string; source: string },
  { lines, settings }: { lines: { say: string; answer: string }[]; settings: Record<string, string> },
): Promise<{ code: unknown; shown: string }> {
  const runner = runners[language];
  if (runner === undefined) throw new Error(`Nothing is known that runs "${language}".`);
  // Inside the repository, so that tsx is found.
  const folder = mkdtempSync(join(root, 'tests/.loop-'));
  try {
    writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
    writeFileSync(join(folder, runner.file), `${source}\n`);
    const [program = '', ...values] = runner.command;
    const child = spawn(program, [...values, join(folder, runner.file)], {
      cwd: root,
      env: { ...process.env, ...settings },
    });
    let shown = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => {
        shown += chunk.toString('utf8');
      });
    const ended = once(child, 'exit');
    for (const { say, answer } of lines) {
      child.stdin.write(`${say}\n`);
      const arrived = until(`"${answer}" in ${language}`, async () => (shown.includes(answer) ? true : undefined));
      await arrived.catch((error: unknown) => {
        throw new Error(`It showed: ${shown}`, { cause: error });
      });
    }
    child.stdin.end();
    const [code]: unknown[] = await ended;
    return { code, shown };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
