import { AppError } from '@baton/core';
import { say } from './process.ts';

export type DeadLetterOptions = { gateway: string; adminKey: string | undefined; json?: boolean };
type Row = Record<string, unknown>;

/** Prints what was given up and why. */
export async function listDeadLetters(options: DeadLetterOptions): Promise<void> {
  const body = await call(options, '/api/dead-letters', 'GET');
  const items = (body['items'] ?? []) as Row[];
  if (options.json === true) return say(JSON.stringify(items, null, 2));
  if (items.length === 0) return say('There are no dead letters.');
  for (const item of items) {
    say(`${item['id']}  ${item['kind']}  ${item['status']}: ${item['last_error'] ?? 'no reason stored'}`);
    say(`    ${item['attempts']} attempts, since ${item['created_at']}, lane ${item['lane']}`);
  }
  say(
    `\n${items.length} in all. Replay one with: baton dead-letters replay <id>   or all with: baton dead-letters replay --all`,
  );
}

/** Makes dead letters wait again; each is performed like a new one, and looks before it repeats. */
export async function replayDeadLetters(options: DeadLetterOptions, ids: string[], isAll: boolean): Promise<void> {
  const listed = isAll ? (((await call(options, '/api/dead-letters', 'GET'))['items'] ?? []) as Row[]) : [];
  const wanted = isAll ? listed.map((item) => String(item['id'])) : ids;
  if (wanted.length === 0 && !isAll)
    throw new AppError(
      'configuration-invalid',
      'Name at least one id, or use --all. `baton dead-letters list` shows them.',
    );
  for (const id of wanted) {
    await call(options, `/api/dead-letters/${encodeURIComponent(id)}/replay`, 'POST');
    say(`replayed ${id}`);
  }
  if (wanted.length === 0) say('There are no dead letters.');
}

async function call({ gateway, adminKey }: DeadLetterOptions, path: string, method: 'GET' | 'POST'): Promise<Row> {
  const headers = adminKey === undefined ? {} : { authorization: `Bearer ${adminKey}` };
  let answer: Response;
  try {
    answer = await fetch(`${gateway.replace(/\/+$/, '')}${path}`, { method, headers });
  } catch (cause) {
    throw new AppError(
      'configuration-invalid',
      `No gateway answers at ${gateway}. Start it, or name it with --gateway <url>.`,
      {
        cause,
      },
    );
  }
  if (answer.ok) return (await answer.json()) as Row;
  throw new AppError('configuration-invalid', explain(answer.status, path));
}

function explain(status: number, path: string): string {
  if (status === 401) return 'The gateway refused the admin key. Set BATON_ADMIN_KEY to the one it was started with.';
  if (status === 404)
    return path === '/api/dead-letters'
      ? 'The gateway has no admin routes. Start it with BATON_ADMIN_KEY (24 characters or more).'
      : 'There is no dead letter with this id. `baton dead-letters list` shows them.';
  return `The gateway answered ${status}.`;
}
