import type { Database } from '../database.ts';
import { createConsoleAgents } from './agents.ts';
import { createConsoleChats } from './chats.ts';
import { createConsoleFiles } from './files.ts';
import { createConsoleSessions } from './sessions.ts';
import type { ConsoleStore } from './types.ts';

/** `onChanged` is called after a commit that other nodes should hear of. */
export const createConsoleStore = (database: Database, onChanged: () => void): ConsoleStore => ({
  chats: createConsoleChats(database, onChanged),
  agents: createConsoleAgents(database, onChanged),
  sessions: createConsoleSessions(database),
  files: createConsoleFiles(database),
});
