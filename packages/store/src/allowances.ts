import { createHash } from 'node:crypto';
import { type AllowanceCount, type AllowanceQuestion, joinKey } from '@baton/core';
import type { Queryable } from './database.ts';
import { integer, text } from './decode.ts';
import { toJsonText } from './storable.ts';

export type NewProof = { holders: string[][]; accounts: string[] };

export interface AllowanceWork {
  /**
   * Answers each question, in their order, and takes what is allowed. Whoever asks for the same waits for the end of this transaction, so
   * that all of them together never get more than there is. Times are the database's.
   */
  takeAllowances(organisation: string, questions: AllowanceQuestion[]): Promise<boolean[]>;
  /** Remembers that each holder has proved to own the accounts. */
  noteProof(organisation: string, proof: NewProof): Promise<void>;
}

/** A minute is counted as a whole, so that the last one may reach a little further back than this. */
const windowMs = 3_600_000;
/** Who proved an account within this time is not locked out of it by others. */
export const proofLastsMs = 30 * 24 * 3_600_000;
/** Rows that are over are removed a few at a time, by whoever adds one. */
const removedAtOnce = 20;

/** What is counted for, and who proved what, are addresses of people: only their hashes are stored. */
function hashKey(...parts: [string, ...string[]]): string {
  return createHash('sha256')
    .update(joinKey(...parts))
    .digest('hex');
}

const proofKey = (holder: string[], account: string): string => hashKey('proof', account, ...holder);

/** The key under which a count is taken: of an owner it is another one than of strangers. */
function readCountKey({ key, owners }: AllowanceCount, proved: ReadonlySet<string>): string {
  const holder = owners?.holders.find((each) => proved.has(proofKey(each, owners.account)));
  return holder === undefined ? hashKey('all', ...key) : hashKey('owner', joinKey('key', ...key), ...holder);
}

/** Every proof that the questions ask for. */
export const listProofKeys = (questions: AllowanceQuestion[]): string[] =>
  questions.flatMap(({ counts }) =>
    counts.flatMap(({ owners }) => owners?.holders.map((holder) => proofKey(holder, owners.account)) ?? []),
  );

export const listNewProofs = ({ holders, accounts }: NewProof): string[] =>
  [...new Set(holders.flatMap((holder) => accounts.map((account) => proofKey(holder, account))))].sort();

type Room = { questions: AllowanceQuestion[]; proved: ReadonlySet<string>; takenOf(key: string): number };

/** Answers the questions one after the other from what was taken before, and says what they take together. */
export function answerQuestions({ questions, proved, takenOf }: Room): {
  answers: boolean[];
  takes: Map<string, number>;
} {
  const takes = new Map<string, number>();
  const answers = questions.map(({ counts }) => {
    const asked = counts.map((count) => ({ key: readCountKey(count, proved), max: count.max }));
    const isAllowed = asked.every(({ key, max }) => takenOf(key) + (takes.get(key) ?? 0) < max);
    if (isAllowed) for (const { key } of asked) takes.set(key, (takes.get(key) ?? 0) + 1);
    return isAllowed;
  });
  return { answers, takes };
}

export function allowanceWork(handle: Queryable): AllowanceWork {
  return {
    takeAllowances: async (organisation, questions) => {
      const proved = await findProofs(handle, organisation, listProofKeys(questions));
      const keys = questions.flatMap(({ counts }) => counts.map((count) => readCountKey(count, proved)));
      await lockKeys(handle, organisation, keys);
      const taken = await readTaken(handle, organisation, keys);
      const takenOf = (key: string): number => taken.get(key) ?? 0;
      const { answers, takes } = answerQuestions({ questions, proved, takenOf });
      if (takes.size > 0) await take(handle, organisation, takes);
      return answers;
    },
    noteProof: async (organisation, proof) => {
      await handle.query(
        `insert into proofs (organisation, key) select $1, k from jsonb_array_elements_text($2::text::jsonb) as k
         on conflict (organisation, key) do update set proved_at = now()`,
        [organisation, toJsonText(listNewProofs(proof))],
      );
      await handle.query(
        `delete from proofs where ctid = any(array(select ctid from proofs
           where proved_at < now() - $1::bigint * interval '1 millisecond' limit ${removedAtOnce} for update skip locked))`,
        [proofLastsMs],
      );
    },
  };
}

async function findProofs(handle: Queryable, organisation: string, keys: string[]): Promise<Set<string>> {
  if (keys.length === 0) return new Set();
  const rows = await handle.query(
    `select key from proofs where organisation = $1 and key in (select jsonb_array_elements_text($2::text::jsonb))
       and proved_at > now() - $3::bigint * interval '1 millisecond'`,
    [organisation, toJsonText(keys), proofLastsMs],
  );
  return new Set(rows.map((row) => text(row, 'key')));
}

/** In one order, so that two transactions never wait for each other. */
async function lockKeys(handle: Queryable, organisation: string, keys: string[]): Promise<void> {
  await handle.query(
    `select pg_advisory_xact_lock(number) from (
       select distinct hashtextextended($1 || ' allowance ' || k, 0) as number
       from jsonb_array_elements_text($2::text::jsonb) as k order by 1) as sorted`,
    [organisation, toJsonText(keys)],
  );
}

async function readTaken(handle: Queryable, organisation: string, keys: string[]): Promise<Map<string, number>> {
  const rows = await handle.query(
    `select key, sum(taken) as taken from allowances
     where organisation = $1 and key in (select jsonb_array_elements_text($2::text::jsonb))
       and minute > now() - $3::bigint * interval '1 millisecond' - interval '1 minute'
     group by key`,
    [organisation, toJsonText(keys), windowMs],
  );
  return new Map(rows.map((row) => [text(row, 'key'), integer(row, 'taken')]));
}

async function take(handle: Queryable, organisation: string, takes: Map<string, number>): Promise<void> {
  await handle.query(
    `insert into allowances (organisation, key, minute, taken)
     select $1, t->>0, date_trunc('minute', now()), (t->>1)::integer
     from jsonb_array_elements($2::text::jsonb) as t
     on conflict (organisation, key, minute) do update set taken = allowances.taken + excluded.taken`,
    [organisation, toJsonText([...takes])],
  );
  await handle.query(
    `delete from allowances where ctid = any(array(select ctid from allowances
       where minute < now() - $1::bigint * interval '1 millisecond' - interval '1 minute'
       limit ${removedAtOnce} for update skip locked))`,
    [windowMs],
  );
}
