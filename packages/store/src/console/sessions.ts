import type { Database } from '../database.ts';
import { integer } from '../decode.ts';
import { agentColumns, toAgent } from './rows.ts';
import type { ConsoleSessions } from './types.ts';

export const createConsoleSessions = (database: Database): ConsoleSessions => ({
  begin: async (organisation, { tokenHash, agentId, lastsMs }) => {
    await database.query(
      `with ended as (delete from console_sessions where organisation = $1 and expires_at < now())
       insert into console_sessions (organisation, token_hash, agent_id, expires_at)
       values ($1, $2, $3, now() + $4::bigint * interval '1 millisecond')`,
      [organisation, tokenHash, agentId, lastsMs],
    );
  },
  find: async (organisation, tokenHash) => {
    const [row] = await database.query(
      `select ${agentColumns} from console_sessions s
       join console_agents a on a.organisation = s.organisation and a.id = s.agent_id
       where s.organisation = $1 and s.token_hash = $2 and s.expires_at > now()`,
      [organisation, tokenHash],
    );
    return row === undefined ? null : toAgent(row);
  },
  end: async (organisation, tokenHash) => {
    await database.query('delete from console_sessions where organisation = $1 and token_hash = $2', [
      organisation,
      tokenHash,
    ]);
  },
  noteFailure: async (organisation, key, withinMs) => {
    const [row = {}] = await database.query(
      `insert into console_attempts as t (organisation, key, failures) values ($1, $2, 1)
       on conflict (organisation, key) do update set
         failures = case when t.since > now() - $3::integer * interval '1 millisecond' then t.failures + 1 else 1 end,
         since = case when t.since > now() - $3::integer * interval '1 millisecond' then t.since else now() end
       returning failures`,
      [organisation, key, withinMs],
    );
    return integer(row, 'failures');
  },
  countFailures: async (organisation, key, withinMs) => {
    const [row] = await database.query(
      `select failures from console_attempts where organisation = $1 and key = $2
         and since > now() - $3::integer * interval '1 millisecond'`,
      [organisation, key, withinMs],
    );
    return row === undefined ? 0 : integer(row, 'failures');
  },
  forgetFailures: async (organisation, key) => {
    await database.query('delete from console_attempts where organisation = $1 and key = $2', [organisation, key]);
  },
});
