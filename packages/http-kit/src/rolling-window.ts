/** What was spent within the last stretch of time. `max` null: nothing is counted. */
export type RollingWindow = {
  /** When so much may be spent: now, or the moment enough of the past has left the window. */
  freeAt(amount: number, now: number): number;
  take(amount: number, now: number): void;
  left(now: number): number | null;
  canEver(amount: number): boolean;
};

/**
 * Spending is kept per slot of a 600th of the window, so that a day of 100 000 calls takes little memory; a slot leaves the window as
 * a whole, after its last moment has.
 */
export function createWindow(lengthMs: number, max: number | null): RollingWindow {
  const slotMs = lengthMs / 600;
  const slots: { endsAt: number; spent: number }[] = [];
  let spent = 0;
  const drop = (now: number): void => {
    while (slots[0] !== undefined && slots[0].endsAt + lengthMs <= now) spent -= slots.shift()?.spent ?? 0;
  };
  return {
    freeAt: (amount, now) => {
      if (max === null) return now;
      drop(now);
      let excess = spent + amount - max;
      if (excess <= 0) return now;
      for (const slot of slots) {
        excess -= slot.spent;
        if (excess <= 0) return Math.ceil(slot.endsAt + lengthMs);
      }
      return now + lengthMs;
    },
    take: (amount, now) => {
      if (max === null) return;
      const last = slots.at(-1);
      if (last !== undefined && now < last.endsAt) last.spent += amount;
      else slots.push({ endsAt: (Math.floor(now / slotMs) + 1) * slotMs, spent: amount });
      spent += amount;
    },
    left: (now) => {
      drop(now);
      return max === null ? null : max - spent;
    },
    canEver: (amount) => max === null || amount <= max,
  };
}
