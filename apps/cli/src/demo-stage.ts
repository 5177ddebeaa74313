/** How long to wait after each line: not at all, long enough to skim, or long enough to read aloud. */
export type Pace = 'fast' | 'reading' | 'slow';

export type DemoOptions = { gateway: string; emulators: string; isJson: boolean; pace: Pace };

export type Line = { speaker: string; text: string };
export type Row = Record<string, unknown>;
export type Stage = ReturnType<typeof createStage>;

const pauseMs: Record<Pace, (text: string) => number> = {
  fast: () => 0,
  reading: () => 350,
  slow: (text) => Math.min(4_000, 900 + 25 * text.length),
};

/** What every story is played on: lines that are shown as they are said, and the emulators. */
export function createStage({ emulators, isJson, pace }: DemoOptions) {
  const lines: Line[] = [];
  return {
    lines,
    show: async (speaker: string, text: string): Promise<void> => {
      lines.push({ speaker, text });
      await new Promise((resolve) => setTimeout(resolve, lines.length === 1 ? 0 : pauseMs[pace](text)));
      if (!isJson) process.stdout.write(`${speaker.padStart(10)}: ${text.replaceAll('\n', `\n${' '.repeat(12)}`)}\n`);
    },
    state: async (collection: string): Promise<Row[]> => {
      const rows: unknown = await callJson(`${emulators}/__emulator/state/${collection}`);
      return Array.isArray(rows) ? rows.map(toRow) : [];
    },
    look: async (path: string): Promise<Row> => toRow(await callJson(`${emulators}/__emulator${path}`)),
    order: async (path: string, body: object): Promise<Row> =>
      toRow(await callJson(`${emulators}/__emulator${path}`, body)),
  };
}

const toRow = (value: unknown): Row => (typeof value === 'object' && value !== null ? { ...value } : {});

/** @throws Error that says what to do when nothing answers there */
export async function callJson(url: string, body?: object): Promise<unknown> {
  const init =
    body === undefined
      ? {}
      : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  const answer = await fetch(url, init).catch((cause: unknown) => {
    const { origin } = new URL(url);
    throw new Error(
      `Nothing answers at ${origin}. Run "npm start" in another terminal, or name it with --gateway and --emulators.`,
      { cause },
    );
  });
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}`);
  return answer.json();
}

/** @throws Error when it does not happen within 15 s */
export async function until<Value>(what: string, look: () => Promise<Value | undefined>): Promise<Value> {
  const end = Date.now() + 15_000;
  while (Date.now() < end) {
    const found = await look();
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 150));
  }
  throw new Error(`${what} did not happen within 15 s`);
}

export type Told = { name: string; ok: boolean; problem: string | null };

/** Plays one story under its title and says whether all of it really happened. */
export async function playStory(name: string, isJson: boolean, play: () => Promise<void>): Promise<Told> {
  const tell = (text: string): void => {
    if (!isJson) process.stdout.write(`${text}\n`);
  };
  let problem: string | null = null;
  tell(`\n── ${name} ──`);
  try {
    await play();
  } catch (error) {
    problem = error instanceof Error ? error.message : 'failed';
  }
  tell(problem === null ? '   ✓ really happened' : `   ✗ ${problem}`);
  return { name, ok: problem === null, problem };
}

/** The exit code that shells expect of a program that was interrupted. */
const interrupted = 130;

export function sayGoodByeOnInterrupt(isJson: boolean): void {
  process.once('SIGINT', () => {
    if (!isJson) process.stdout.write('\nGood-bye. What was played so far stays in the emulators.\n');
    process.exit(interrupted);
  });
}
