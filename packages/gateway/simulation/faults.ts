import type { Disturbance } from '@baton/testkit';
import type { Random } from './random.ts';

type Disturb = (operation: string) => Disturbance;

/** The bad days of vendors: single calls that fail, and one vendor at a time that cannot be reached for a while. */
export class Faults {
  private readonly random: Random;
  private readonly rate: number;
  private isOver = false;
  private down: string | null = null;
  private lastDown: string | null = null;

  constructor(random: Random) {
    this.random = random;
    this.rate = random.pick([0.05, 0.15, 0.35]) ?? 0.15;
  }

  /** How this vendor's calls end. */
  of(vendor: string): Disturb {
    return (operation) => this.disturb(vendor, operation);
  }

  /** From now on this vendor cannot be reached; null: all can. */
  cutOff(vendor: string | null): void {
    this.down = vendor;
    this.lastDown = vendor ?? this.lastDown;
  }

  wasDownLast(vendor: string): boolean {
    return this.lastDown === vendor;
  }

  /** No single call fails any more. */
  calmDown(): void {
    this.isOver = true;
  }

  private disturb(vendor: string, operation: string): Disturbance {
    if (this.down === vendor) return 'before';
    if (this.isOver || !this.random.chance(this.rate)) return 'none';
    return this.random.pick<Disturbance>(kindsOf(operation)) ?? 'none';
  }
}

const unclear: Disturbance[] = ['before', 'after', 'after'];
const any: Disturbance[] = ['before', 'after', 'after', 'refused'];

/** What has no other way after it is not refused without need. */
const neverRefused = ['tickets.', 'push.', 'deferred.', 'desk.readHandoffKey'];

function kindsOf(operation: string): Disturbance[] {
  if (operation === 'tickets.create' || operation === 'mailer.send') return [...unclear, ...any];
  return neverRefused.some((start) => operation.startsWith(start)) ? unclear : any;
}
