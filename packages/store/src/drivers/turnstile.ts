/** How soon work is wanted: `urgent` goes before `normal`, but never twice in a row while normal work waits. */
export type Urgency = 'urgent' | 'normal';

/**
 * Lets one piece of work at a time through to an engine that has a single session. The engine runs in this very thread and its answers
 * come without input or output, so a backlog would keep the event loop from ever taking a request: after each piece the loop has its turn.
 */
export function createTurnstile(): <Value>(urgency: Urgency, work: () => Promise<Value>) => Promise<Value> {
  const waiting: Record<Urgency, (() => Promise<void>)[]> = { urgent: [], normal: [] };
  let isOpen = true;
  let last: Urgency = 'normal';
  const next = (): (() => Promise<void>) | undefined => {
    const isUrgentNext = waiting.urgent.length > 0 && (last === 'normal' || waiting.normal.length === 0);
    last = isUrgentNext ? 'urgent' : 'normal';
    return waiting[last].shift();
  };
  const letThrough = async (): Promise<void> => {
    isOpen = false;
    for (let work = next(); work !== undefined; work = next()) {
      await work();
      await new Promise((resolve) => setImmediate(resolve));
    }
    isOpen = true;
  };
  return (urgency, work) =>
    new Promise((resolve, reject) => {
      waiting[urgency].push(() => work().then(resolve, reject));
      // The loop below settles each piece itself and cannot fail.
      if (isOpen) letThrough().catch(reject);
    });
}
