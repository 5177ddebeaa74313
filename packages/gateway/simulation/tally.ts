/** What can go wrong around a piece of work. `partition`: the process stood still in the middle of it, for long or for short. */
export type Trouble = 'fault' | 'refusal' | 'kill' | 'partition';

/** Counts which work was really met by which trouble, and by which way it went. */
export class Tally {
  private readonly counts = new Map<string, number>();

  add(work: string, trouble: Trouble): void {
    const name = toName(work, trouble);
    this.counts.set(name, (this.counts.get(name) ?? 0) + 1);
  }

  /** Counts something that leaves no trace in the store. */
  note(what: string): void {
    this.counts.set(what, this.noted(what) + 1);
  }

  noted(what: string): number {
    return this.counts.get(what) ?? 0;
  }

  get(work: string, trouble: Trouble): number {
    return this.counts.get(toName(work, trouble)) ?? 0;
  }
}

const toName = (work: string, trouble: Trouble): string => `${work} under ${trouble}`;
