import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));

export type Running = {
  child: ChildProcess;
  /** The parts of the pattern that matched the ready line. */
  ready: string[];
  /** Everything it wrote to standard output. */
  said(): string;
  /** Everything it wrote to standard error. */
  errors(): string;
  /** Resolves when it has ended, however that was. */
  ended: Promise<void>;
};

type StartOptions = {
  command: string[];
  environment: Record<string, string | undefined>;
  ready: RegExp;
  readyWithinMs?: number;
  /** A command that starts it in its own place, such as one that gives it a file system. Default none. */
  within?: readonly string[];
};

/** It ended, or was ended, before it was ready. */
export class EndedEarly extends Error {
  readonly signal: NodeJS.Signals | null;

  constructor(message: string, signal: NodeJS.Signals | null) {
    super(message);
    this.signal = signal;
  }
}

/** Starts `baton <command>` as a process of its own and waits for its ready line. */
export function startBaton(options: StartOptions): Promise<Running> {
  const { command, environment, ready, readyWithinMs = 60_000, within = [] } = options;
  const [program = '', ...values] = [...within, process.execPath, 'apps/cli/bin/baton.js', ...command];
  const child = spawn(program, values, {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: cleanEnvironment(environment),
  });
  const log = process.env['BATON_TEST_LOG'];
  if (log !== undefined) child.stderr?.pipe(createWriteStream(log, { flags: 'a' }));
  let errors = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    errors += chunk.toString();
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  endWithUs(child);
  return new Promise((resolve, reject) => {
    let output = '';
    const refuse = (why: string, signal: NodeJS.Signals | null = null): void =>
      reject(new EndedEarly(`${why}: ${output}${errors}`, signal));
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      refuse(`baton ${command[0]} was not ready within ${readyWithinMs} ms`);
    }, readyWithinMs);
    child.once('exit', (code, signal) => {
      clearTimeout(timer);
      refuse(`ended with ${code ?? signal}`, signal);
    });
    child.stdout?.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      const match = ready.exec(output);
      if (match === null) return;
      clearTimeout(timer);
      resolve({ child, ready: match.slice(1), said: () => output, errors: () => errors, ended });
    });
  });
}

export type Ended = { status: number | null; stdout: string; stderr: string };

/** Runs `baton <command>` to its end; what the test itself serves goes on meanwhile. */
export async function runBaton(command: string[], environment: Record<string, string> = {}): Promise<Ended> {
  const child = spawn(process.execPath, ['apps/cli/bin/baton.js', ...command], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: cleanEnvironment(environment),
    timeout: runsMaxMs,
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  const status = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { status, stdout, stderr };
}

const runsMaxMs = 120_000;

/** A test run that is broken off leaves nothing running. */
function endWithUs(child: ChildProcess): void {
  const end = (): void => {
    child.kill('SIGKILL');
  };
  for (const event of ['exit', 'disconnect']) process.once(event, end);
  child.once('exit', () => {
    for (const event of ['exit', 'disconnect']) process.off(event, end);
  });
}

/** True when whoever ran the tests is gone. */
export const isAbandoned = (): boolean => process.send !== undefined && !process.connected;

/** No setting of the machine the tests run on gets through. */
export function cleanEnvironment(environment: Record<string, string | undefined>): Record<string, string> {
  const ours = /^(BATON|ZOHO|HUBSPOT|DESK|SALESIQ|SMTP|CRM|MAIL|SUPPORT|POINTS|HANDOFF|DATABASE)_/;
  const merged = {
    ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !ours.test(name))),
    ...environment,
  };
  return Object.fromEntries(
    Object.entries(merged).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

/** Ends a process and waits until it is gone. */
export async function end(running: Running | undefined, signal: NodeJS.Signals): Promise<void> {
  if (running === undefined || hasEnded(running)) return;
  running.child.kill(signal);
  await running.ended;
}

export const hasEnded = ({ child }: Running): boolean => child.exitCode !== null || child.signalCode !== null;

/** Looks until it finds something; never sleeps for a fixed time. */
export async function until<Value>(
  what: string,
  look: () => Promise<Value | undefined>,
  { withinMs = 30_000, everyMs = 50 }: { withinMs?: number; everyMs?: number } = {},
): Promise<Value> {
  const stopAt = Date.now() + withinMs;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (Date.now() > stopAt) throw new Error(`${what} did not happen within ${withinMs} ms`);
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
}
