export type Listener = (...values: unknown[]) => void;

const listeners = new Map<string, Listener[]>();

export const isListener = (value: unknown): value is Listener => typeof value === 'function';

/** Keeps a function of the page for an event. @throws TypeError when it is none */
export function listen(event: string, work: unknown): void {
  if (!isListener(work)) throw new TypeError(`$zoho.salesiq: a function is expected for ${event}.`);
  listeners.set(event, [...(listeners.get(event) ?? []), work]);
}

export function emit(event: string, ...values: unknown[]): void {
  for (const work of listeners.get(event) ?? []) runOfPage(() => work(...values));
}

/** A mistake in the page's own function shows in its console and stops nothing here. */
export function runOfPage(work: () => void): void {
  try {
    work();
  } catch (error) {
    setTimeout(() => {
      throw error;
    });
  }
}
