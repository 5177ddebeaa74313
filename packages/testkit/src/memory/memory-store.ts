import { joinKey } from '@baton/core';
import {
  type Conversations,
  createProcessTogether,
  type Secrets,
  type SettingsVersions,
  type Store,
  toStorableObject,
  type WorkflowVersions,
} from '@baton/store';
import { accessMemory, createMemoryAtOnce } from './memory-at-once.ts';
import { createMemoryHandoffs } from './memory-handoffs.ts';
import { createMemoryInbox } from './memory-inbox.ts';
import { createMemoryOperations } from './memory-operations.ts';
import { createMemoryOutbox } from './memory-outbox.ts';
import { createMemorySealedValues } from './memory-sealed-values.ts';
import { createMemoryTimers } from './memory-timers.ts';
import { chatKey, createMemoryTransaction, toMessage } from './memory-transaction.ts';
import { createTables, put, type Tables } from './tables.ts';

/**
 * A store that lives in this process's memory, for simulations. It passes the same suite as the real ones. JSON values are kept and
 * given out as they are, so they must not be changed afterwards; nothing of ours does.
 * `now`: the database's clock in milliseconds; default the machine's.
 */
export function createMemoryStore(options: { now?: () => number } = {}): Store & { tables: Tables } {
  const now = options.now ?? Date.now;
  const tables = createTables();
  const listeners = new Set<() => void>();
  const poke = (): void => {
    for (const listener of listeners) listener();
  };
  const transaction = createTransactions({ tables, now, poke });
  return {
    tables,
    inbox: createMemoryInbox({ tables, now }, poke),
    conversations: createMemoryConversations(tables),
    handoffs: createMemoryHandoffs(tables),
    outbox: createMemoryOutbox({ tables, now }),
    timers: createMemoryTimers({ tables, now }, poke),
    secrets: createMemorySecrets(tables),
    sealed: createMemorySealedValues(tables),
    workflows: createMemoryWorkflows(tables),
    settings: createMemorySettings(tables),
    operations: createMemoryOperations({ tables, now }),
    // No earlier version has ever written here.
    upgrade: { redactWords: async () => 0 },
    processAtOnce: createMemoryAtOnce({ tables, now, poke }),
    processTogether: createProcessTogether(accessMemory({ tables, now, poke }, transaction)),
    transaction,
    onWork: async (listener) => {
      listeners.add(listener);
      return async () => {
        listeners.delete(listener);
      };
    },
    close: async () => listeners.clear(),
  };
}

type Surroundings = { tables: Tables; now: () => number; poke: () => void };

/** One transaction after the other; one that fails is undone. */
function createTransactions({ tables, now, poke }: Surroundings): Store['transaction'] {
  let queue: Promise<unknown> = Promise.resolve();
  return (work) => {
    let hasWork = false;
    const run = queue.then(async () => {
      tables.commit();
      try {
        const value = await work(createMemoryTransaction({ tables, now, onEffects: () => (hasWork = true) }));
        tables.commit();
        return value;
      } catch (error) {
        tables.rollBack();
        throw error;
      }
    });
    queue = run.catch(() => null);
    return run.finally(() => {
      if (hasWork) poke();
    });
  };
}

function createMemoryConversations(tables: Tables): Conversations {
  return {
    get: async (id) => {
      const row = tables.conversations.get(id);
      return row === undefined ? null : { ...row };
    },
    find: async (address) => {
      const row = tables.conversations.get(tables.chats.get(chatKey(address)) ?? '');
      return row === undefined ? null : { ...row };
    },
    listMessages: async (conversation, { fromSeq, toSeq }) =>
      (tables.messages.get(conversation) ?? []).filter(({ seq }) => seq >= fromSeq && seq <= toSeq).map(toMessage),
    listEvents: async (conversation) =>
      (tables.events.get(conversation) ?? []).map((event, index) => ({ ...event, seq: index + 1 })),
  };
}

function createMemorySecrets(tables: Tables): Secrets {
  const locks = new Map<string, Promise<unknown>>();
  return {
    get: async ({ organisation, name }) => tables.secrets.get(joinKey(organisation, name)) ?? null,
    set: async ({ organisation, name }, value) =>
      put(tables, tables.secrets, { key: joinKey(organisation, name), value: Uint8Array.from(value) }),
    withLock: ({ organisation, name }, work) => {
      const key = joinKey(organisation, name);
      const run = (locks.get(key) ?? Promise.resolve()).then(work, work);
      locks.set(
        key,
        run.catch(() => null),
      );
      return run;
    },
  };
}

function createMemorySettings(tables: Tables): SettingsVersions {
  return {
    keep: async (settings) => {
      const key = joinKey(settings.organisation, settings.version);
      if (!tables.settings.has(key))
        tables.settings.set(key, { ...settings, content: toStorableObject(settings.content) });
    },
    list: async (organisation) =>
      [...tables.settings.values()].filter((settings) => settings.organisation === organisation),
  };
}

function createMemoryWorkflows(tables: Tables): WorkflowVersions {
  return {
    keep: async (workflow) => {
      const key = joinKey(workflow.organisation, workflow.name, workflow.version);
      if (!tables.workflows.has(key))
        tables.workflows.set(key, { ...workflow, content: toStorableObject(workflow.content) });
    },
    list: async (organisation) =>
      [...tables.workflows.values()].filter((workflow) => workflow.organisation === organisation),
  };
}
