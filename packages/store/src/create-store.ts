import { createProcessAtOnce } from './at-once/process-at-once.ts';
import { accessDatabase, createProcessTogether } from './at-once/process-together.ts';
import { createConsoleStore } from './console/create-console-store.ts';
import { createConversations } from './conversations.ts';
import type { Database } from './database.ts';
import { createHandoffs } from './handoffs.ts';
import { createInbox } from './inbox.ts';
import { createOperations } from './operations.ts';
import { createOutbox } from './outbox.ts';
import { createSealedValues } from './sealed-values.ts';
import { createSecrets } from './secrets.ts';
import { createSettingsVersions } from './settings-versions.ts';
import type { InstalledStore } from './store.ts';
import { createTimers } from './timers.ts';
import { createTransaction } from './transaction.ts';
import { createUpgrade } from './upgrade.ts';
import { createWorkflowVersions } from './workflow-versions.ts';

/** The store on a database whose schema is up to date. */
export function createStore(database: Database): InstalledStore {
  const poke = (): void => {
    database.notify().catch(() => undefined);
  };
  return {
    inbox: createInbox(database, poke),
    conversations: createConversations(database),
    handoffs: createHandoffs(database),
    outbox: createOutbox(database),
    timers: createTimers(database, poke),
    secrets: createSecrets(database),
    sealed: createSealedValues(database),
    workflows: createWorkflowVersions(database),
    settings: createSettingsVersions(database),
    operations: createOperations(database, poke),
    upgrade: createUpgrade(database),
    console: createConsoleStore(database, poke),
    processAtOnce: createProcessAtOnce(database, poke),
    processTogether: createProcessTogether(accessDatabase(database, poke)),
    transaction: async (work, options) => {
      let hasWork = false;
      const value = await database.transaction(
        (handle) =>
          work(
            createTransaction(handle, () => {
              hasWork = true;
            }),
          ),
        options,
      );
      if (hasWork) poke();
      return value;
    },
    onWork: (listener) => database.listen(listener),
    close: () => database.close(),
  };
}
