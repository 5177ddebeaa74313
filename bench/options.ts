import { parseArgs } from 'node:util';
import { z } from 'zod';

const parts = ['start', 'embedded', 'server'] as const;
const options = z.object({
  json: z.string(),
  compare: z.array(z.string()),
  now: z.array(z.string()),
  only: z.enum(parts, `takes one of ${parts.join(', ')}`).nullable(),
});

export type BenchOptions = z.infer<typeof options>;

const usage = `npm run bench -- [options]
  --only <part>      one of ${parts.join(', ')}; default: all
  --json <file>      where the run is written; default: bench-run.json
  --compare <file>   an earlier run, to tell the change against; may be repeated, then their medians count
  --now <file>       a run to compare instead of measuring; may be repeated
  --help`;

/** The command line of the benchmark. Ends the process on a wrong one, before anything is measured. */
export function readOptions(given: string[]): BenchOptions {
  try {
    const { values } = parseArgs({
      args: given,
      options: {
        json: { type: 'string', default: 'bench-run.json' },
        compare: { type: 'string', multiple: true, default: [] },
        now: { type: 'string', multiple: true, default: [] },
        only: { type: 'string' },
        help: { type: 'boolean', default: false },
      },
    });
    if (values.help) return leave(0, usage);
    const read = options.safeParse({ ...values, only: values.only ?? null });
    if (read.success) return read.data;
    return leave(2, read.error.issues.map(({ path, message }) => `--${path.join('.')} ${message}`).join('\n'));
  } catch (error) {
    return leave(2, `${error instanceof Error ? error.message : String(error)}\n${usage}`);
  }
}

function leave(status: 0 | 2, words: string): never {
  (status === 0 ? process.stdout : process.stderr).write(`${words}\n`);
  process.exit(status);
}
