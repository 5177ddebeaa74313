import { answerKinds, type FaultKind, type FaultPoint } from './faults/fault.ts';
import type { Server } from './serve.ts';
import type { OperationDefinition, VendorName } from './types.ts';

/** Accounts asks for no access token, so none can be over. */
const kindsOf = (vendor: VendorName): readonly FaultKind[] =>
  vendor === 'accounts' ? answerKinds.filter((kind) => kind !== 'token-expired') : answerKinds;

type Work = () => void | Promise<void>;

/** What the vendors have asked the host to do at its turns, and what they tell a gateway. */
export function createHooks() {
  const resets: Work[] = [];
  const restores: (() => void)[] = [];
  const closes: Work[] = [];
  const connections = new Map<string, () => unknown>();
  const points: FaultPoint[] = [];
  const spoilers: Server['spoilToken'][] = [];
  const runAll = async (works: Work[]): Promise<void> => {
    for (const work of works) await work();
  };
  return {
    members: {
      onReset: (work: Work) => resets.push(work),
      onRestore: (work: () => void) => restores.push(work),
      onClose: (work: Work) => closes.push(work),
      onTokenFault: (spoil: Server['spoilToken']) => spoilers.push(spoil),
      faultPoint: (point: FaultPoint) => points.push(point),
      contributeConnection: (key: string, value: () => unknown) => connections.set(key, value),
      connection: () => Object.fromEntries([...connections].map(([key, value]) => [key, value()])),
    },
    reset: () => runAll(resets),
    restore: () => {
      for (const work of restores) work();
    },
    close: () => runAll(closes),
    spoilToken: ((kind, request) => {
      for (const spoil of spoilers) spoil(kind, request);
    }) satisfies Server['spoilToken'],
    pointsWith: (operations: readonly OperationDefinition[]): FaultPoint[] => [
      ...operations.map(({ vendor, name }) => ({ vendor, operation: name, kinds: kindsOf(vendor) })),
      ...points,
    ],
  };
}
