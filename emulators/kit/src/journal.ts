import { createHash } from 'node:crypto';
import type { Log } from './persistence.ts';
import { redactBody, redactQuery } from './redact.ts';

export type JournalEntry = {
  vendor: string;
  operation: string | null;
  method: string;
  path: string;
  query: Record<string, string>;
  status: number | null;
  fault: string | null;
  body: string;
};

/** Every request that was received, with the hash of its body and the body without credentials. */
export interface Journal {
  record(entry: JournalEntry): void;
  list(): unknown[];
}

export function createJournal(log: Log): Journal {
  const entries: unknown[] = log.read();
  return {
    record: ({ body, query, ...rest }) => {
      const bodyHash = createHash('sha256').update(body).digest('hex');
      const line = {
        id: String(entries.length + 1),
        at: new Date().toISOString(),
        ...rest,
        query: redactQuery(query),
        bodyHash,
        body: redactBody(body),
      };
      entries.push(line);
      log.append(line);
    },
    list: () => entries,
  };
}
