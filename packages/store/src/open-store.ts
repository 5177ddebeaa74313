import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { createStore } from './create-store.ts';
import type { Database } from './database.ts';
import { defaultLimits, type ServerLimits } from './drivers/bounded-pool.ts';
import { openEmbedded } from './drivers/embedded.ts';
import { copyEmptyStore } from './drivers/empty-store.ts';
import { openServer } from './drivers/server.ts';
import { explainEmbedded } from './failures/explain-embedded.ts';
import { explainServer } from './failures/explain-server.ts';
import { checkRoom, makeUsableFolder } from './failures/usable-folder.ts';
import { clearLeases } from './lanes.ts';
import { closeToOthers } from './lock/close-to-others.ts';
import { migrate } from './migrate.ts';
import { withSteadyClock } from './steady-clock.ts';
import { withStorableTexts } from './storable.ts';
import type { InstalledStore } from './store.ts';

/** `url`: a PostgreSQL server. Else `dataDir`: the embedded engine in its `store` folder (null: in memory, for tests). */
export type StoreOptions = { url: string; limits?: Partial<ServerLimits> } | { dataDir: string | null };

/** Opens the store and brings its schema up to date. @throws AppError with cause and next step */
export async function openStore(options: StoreOptions): Promise<InstalledStore> {
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
