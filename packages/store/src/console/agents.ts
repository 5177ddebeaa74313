import type { Database } from '../database.ts';
import { text } from '../decode.ts';
import { agentColumns, toAgent } from './rows.ts';
import type { ConsoleAgents } from './types.ts';

export const createConsoleAgents = (database: Database, onChanged: () => void): ConsoleAgents => ({
  ...createAccounts(database),
  ...createPresence(database, onChanged),
});

function createAccounts(database: Database): Pick<ConsoleAgents, 'put' | 'remove' | 'list' | 'get' | 'findByLogin'> {
  return {
    put: (organisation, { id, login, name, role, chatsMax, password }) =>
      database.transaction(async (handle) => {
        await handle.query(
          `delete from console_sessions s using console_agents a where a.organisation = $1 and a.login = $2
             and a.password <> $3 and s.organisation = a.organisation and s.agent_id = a.id`,
          [organisation, login, password],
        );
        const [row = {}] = await handle.query(
          `insert into console_agents as a (organisation, id, login, name, role, chats_max, password)
           values ($1, $2, $3, $4, $5, $6::integer, $7)
           on conflict (organisation, login) do update set name = excluded.name, role = excluded.role,
             chats_max = excluded.chats_max, password = excluded.password
           returning ${agentColumns}`,
          [organisation, id, login, name, role, chatsMax, password],
        );
        return toAgent(row);
      }),
    remove: async (organisation, login) => {
      const rows = await database.query(
        'delete from console_agents where organisation = $1 and login = $2 returning id',
        [organisation, login],
      );
      return rows.length > 0;
    },
    list: async (organisation) =>
      (
        await database.query(
          `select ${agentColumns} from console_agents a where a.organisation = $1 order by a.name, a.id`,
          [organisation],
        )
      ).map(toAgent),
    get: async (organisation, id) => {
      const [row] = await database.query(
        `select ${agentColumns} from console_agents a where a.organisation = $1 and a.id = $2`,
        [organisation, id],
      );
      return row === undefined ? null : toAgent(row);
    },
    findByLogin: async (organisation, login) => {
      const [row] = await database.query(
        `select ${agentColumns}, a.password from console_agents a where a.organisation = $1 and a.login = $2`,
        [organisation, login],
      );
      return row === undefined ? null : { agent: toAgent(row), password: text(row, 'password') };
    },
  };
}

function createPresence(
  database: Database,
  onChanged: () => void,
): Pick<ConsoleAgents, 'setAvailability' | 'noteSeen' | 'listPresent' | 'listGone'> {
  return {
    setAvailability: async (organisation, id, availability) => {
      await database.query(
        'update console_agents set availability = $3, seen_at = now() where organisation = $1 and id = $2',
        [organisation, id, availability],
      );
      onChanged();
    },
    noteSeen: async (organisation, ids) => {
      await database.query(
        'update console_agents set seen_at = now() where organisation = $1 and id = any($2::text[])',
        [organisation, [...ids]],
      );
    },
    listGone: async (organisation, withinMs) =>
      (
        await database.query(
          `select ${agentColumns} from console_agents a where a.organisation = $1
             and (a.seen_at is null or a.seen_at < now() - $2::integer * interval '1 millisecond')
             and exists (select from console_chats c
               where c.organisation = $1 and c.agent_id = a.id and c.stage = 'connected')`,
          [organisation, withinMs],
        )
      ).map(toAgent),
    listPresent: async (organisation, withinMs) =>
      (
        await database.query(
          `select ${agentColumns} from console_agents a where a.organisation = $1 and a.availability = 'online'
             and a.seen_at > now() - $2::integer * interval '1 millisecond' order by a.name, a.id`,
          [organisation, withinMs],
        )
      ).map(toAgent),
  };
}
