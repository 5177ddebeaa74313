import type { Database } from '../database.ts';
import { integer, optionalBytes, text } from '../decode.ts';
import type { ConsoleFiles } from './types.ts';

export const createConsoleFiles = (database: Database): ConsoleFiles => ({
  put: async (organisation, { id, chatId, name, contentType, sizeBytes, content }) => {
    await database.query(
      `insert into console_files (organisation, id, chat_id, name, content_type, size_bytes, content)
       values ($1, $2, $3, $4, $5, $6::bigint, decode($7, 'hex')) on conflict (organisation, id) do nothing`,
      [organisation, id, chatId, name, contentType, sizeBytes, Buffer.from(content).toString('hex')],
    );
  },
  get: async (organisation, id) => {
    const [row] = await database.query(
      `select id, chat_id, name, content_type, size_bytes::text as size_bytes, content from console_files
       where organisation = $1 and id = $2`,
      [organisation, id],
    );
    if (row === undefined) return null;
    return {
      id: text(row, 'id'),
      chatId: text(row, 'chat_id'),
      name: text(row, 'name'),
      contentType: text(row, 'content_type'),
      sizeBytes: integer(row, 'size_bytes'),
      content: optionalBytes(row, 'content'),
    };
  },
  erase: async (organisation, olderThanMs) => {
    const rows = await database.query(
      `update console_files f set content = null from console_chats c
       where f.organisation = $1 and f.content is not null and c.organisation = f.organisation and c.id = f.chat_id
         and c.ended_at < now() - $2::bigint * interval '1 millisecond' returning f.id`,
      [organisation, olderThanMs],
    );
    return rows.length;
  },
});
