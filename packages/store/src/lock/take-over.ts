/**
 * Who has a folder. Every process that wants it listens on a socket of its own, under a name that is never used again; a socket that
 * nobody answers at belonged to a process that has ended, and stays dead. So whether somebody lives is sure, and what is left to settle
 * is who follows a dead holder. Looking, removing the old name and putting one's own there would not do: between the look and the removal
 * somebody else may have put a live name.
 *
 * ```mermaid
 * stateDiagram-v2
 *   state "read who holds it" as read
 *   state "claim n on the dead holder" as claim
 *   state "read again who holds it" as verify
 *   [*] --> read
 *   read --> won: nobody ever did, and my name is created there
 *   read --> held: the holder lives
 *   read --> claim: the holder is dead, n is 1
 *   claim --> held: claim n is taken, by somebody who lives
 *   claim --> claim: claim n is taken, by somebody who is dead, n is 1 more
 *   claim --> verify: claim n is mine
 *   verify --> won: still the same, I put my name there
 *   verify --> read: somebody else, I take my claim back
 *   won --> [*]: what others left is removed
 *   held --> [*]
 * ```
 *
 * Why at most one wins. Claims on a holder are created and never replaced, and none is removed while that holder is the one on record,
 * because only a winner removes claims, after putting its own name there. So of all who claim one dead holder, and see it on record
 * afterwards, at most one can be alive: each of them found those before it dead. Only such a one changes the record.
 *
 * A winner may also remove the socket's name of somebody who is just trying, who would then look dead. Therefore each makes sure that its
 * name is still there after it found the holder dead: from then on nobody removes it but the next winner, whom the second reading shows.
 */
export interface LockNames {
  /** Id of who holds the folder, or did so last; null when nobody ever did. */
  readHolder(): Promise<string | null>;
  /** False when there is a holder on record already. */
  createHolder(id: string): Promise<boolean>;
  replaceHolder(id: string): Promise<void>;
  /** False when this claim is taken. */
  createClaim(holder: string, claim: { number: number; id: string }): Promise<boolean>;
  /** Id of who made a claim; null when there is none. */
  readClaim(holder: string, number: number): Promise<string | null>;
  removeClaim(holder: string, number: number): Promise<void>;
  isAlive(id: string): Promise<boolean>;
  hasName(id: string): Promise<boolean>;
  /** Removes every name but the holder on record and this socket's. */
  removeOthers(id: string): Promise<void>;
}

/** `nameless`: a winner has removed our socket's name meanwhile; try again with another one. */
export type TakeOver = 'won' | 'held' | 'nameless';

/** Tries to become the holder with the listening socket `id`. */
export async function takeOver(names: LockNames, id: string): Promise<TakeOver> {
  for (;;) {
    const holder = await names.readHolder();
    if (holder === null) {
      if (!(await names.createHolder(id))) continue;
      await names.removeOthers(id);
      return 'won';
    }
    if (await names.isAlive(holder)) return 'held';
    if (!(await names.hasName(id))) return 'nameless';
    const number = await claim(names, holder, id);
    if (number === null) return 'held';
    if ((await names.readHolder()) === holder) {
      await names.replaceHolder(id);
      await names.removeOthers(id);
      return 'won';
    }
    await names.removeClaim(holder, number);
  }
}

/** The number of our claim on a dead holder; null when somebody who lives was first. */
async function claim(names: LockNames, holder: string, id: string): Promise<number | null> {
  for (let number = 1; ; ) {
    if (await names.createClaim(holder, { number, id })) return number;
    const other = await names.readClaim(holder, number);
    // It was removed just now, so it is ours to try.
    if (other === null) continue;
    if (await names.isAlive(other)) return null;
    number += 1;
  }
}
