import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { createConversations } from './conversations.ts';
import type { Database } from './database.ts';
import { defaultLimits, type ServerLimits } from './drivers/bounded-pool.ts';
import { openEmbedded } from './drivers/embedded.ts';
import { copyEmptyStore } from './drivers/empty-store.ts';
import { openServer } from './drivers/server.ts';
import { explainEmbedded } from './failures/explain-embedded.ts';
import { explainServer } from './failures/explain-server.ts';
import { checkRoom, makeUsableFolder } from './failures/usable-folder.ts';
import { createInbox } from './inbox.ts';
import { clearLeases } from './lanes.ts';
import { closeToOthers } from './lock/close-to-others.ts';
import { migrate } from './migrate.ts';
import { createOperations } from './operations.ts';
import { createOutbox } from './outbox.ts';
import { createSealedValues } from './sealed-values.ts';
import { createSecrets } from './secrets.ts';
import { createSettingsVersions } from './settings-versions.ts';
import { withSteadyClock } from './steady-clock.ts';
import { withStorableTexts } from './storable.ts';
import type { Store } from './store.ts';
import { createTimers } from './timers.ts';
import { createTransaction } from './transaction.ts';
import { createWorkflowVersions } from './workflow-versions.ts';

/** `url`: a PostgreSQL server. Else `dataDir`: the embedded engine in its `store` folder (null: in memory, for tests). */
export type StoreOptions = { url: string; limits?: Partial<ServerLimits> } | { dataDir: string | null };

/** Opens the store and brings its schema up to date. @throws AppError with cause and next step */
export async function openStore(options: StoreOptions): Promise<Store> {
  try {
    const opened =
      'url' in options
        ? await openServer(options.url, { ...defaultLimits, ...options.limits })
        : await openFolder(options.dataDir);
    const database = withStorableTexts(opened);
    await bringUpToDate(database);
    if ('dataDir' in options && options.dataDir !== null) closeToOthers(options.dataDir);
    return createStore(database.engine === 'embedded' ? withSteadyClock(database) : database);
  } catch (error) {
    throw 'url' in options ? explainServer(options.url, error) : explainEmbedded(options.dataDir ?? 'memory', error);
  }
}

async function bringUpToDate(database: Database): Promise<void> {
  try {
    await migrate(database);
    if (database.engine === 'embedded') await clearLeases(database);
  } catch (error) {
    await database.close();
    throw error;
  }
}

async function openFolder(dataDir: string | null): Promise<Database> {
  if (dataDir === null) return openEmbedded(null);
  const folder = makeUsableFolder(join(dataDir, 'store'));
  const isNew = readdirSync(folder).length === 0;
  checkRoom(folder, isNew ? 'new' : 'used');
  if (isNew) await copyEmptyStore(folder);
  return openEmbedded(folder);
}

function createStore(database: Database): Store {
  const poke = (): void => {
    database.notify().catch(() => undefined);
  };
  return {
    inbox: createInbox(database, poke),
    conversations: createConversations(database),
    outbox: createOutbox(database),
    timers: createTimers(database, poke),
    secrets: createSecrets(database),
    sealed: createSealedValues(database),
    workflows: createWorkflowVersions(database),
    settings: createSettingsVersions(database),
    operations: createOperations(database, poke),
    transaction: async (work) => {
      let hasWork = false;
      const value = await database.transaction((handle) =>
        work(
          createTransaction(handle, () => {
            hasWork = true;
          }),
        ),
      );
      if (hasWork) poke();
      return value;
    },
    onWork: (listener) => database.listen(listener),
    close: () => database.close(),
  };
}
