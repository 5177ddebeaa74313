import { Command } from 'commander';
import { vi } from 'vitest';

export type CommandResult = { exitCode: number; said: string; complained: string };

/** Runs a command in this process, which takes a hundredth of the time of a process of its own. */
export async function runCommand(add: (program: Command) => void, words: string[]): Promise<CommandResult> {
  const result = { exitCode: 0, said: '', complained: '' };
  const take = (key: 'said' | 'complained') => (chunk: unknown) => {
    result[key] += String(chunk);
    return true;
  };
  const out = vi.spyOn(process.stdout, 'write').mockImplementation(take('said'));
  const error = vi.spyOn(process.stderr, 'write').mockImplementation(take('complained'));
  const before = process.exitCode;
  try {
    const program = new Command('baton');
    add(program);
    await program.parseAsync(['node', 'baton', ...words]);
    return { ...result, exitCode: Number(process.exitCode ?? 0) };
  } finally {
    process.exitCode = before;
    out.mockRestore();
    error.mockRestore();
  }
}
