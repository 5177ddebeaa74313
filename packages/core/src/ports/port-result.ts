/**
 * What a port's call came to.
 *
 * `retry`: it may work later; `isAmbiguous` says that the vendor may have done the work although we saw no answer, so the
 * caller must look before it repeats. `refused`: the vendor said no for good, so repeating is pointless.
 * `detail` is for operators and never holds a secret or a customer's words.
 */
export type PortResult<Value> = { type: 'ok'; value: Value } | PortRetry | PortRefusal;

export type PortRetry = {
  type: 'retry';
  code: string;
  detail: string;
  isAmbiguous: boolean;
  retryAfterMs: number | null;
};
export type PortRefusal = { type: 'refused'; code: string; detail: string };

export const portOk = <Value>(value: Value): PortResult<Value> => ({ type: 'ok', value });
