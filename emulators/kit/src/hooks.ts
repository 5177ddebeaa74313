import { answerKinds, type FaultKind, type FaultPoint } from './faults/fault.ts';
import type { EmulatorRequest, OperationDefinition } from './operation.ts';
import type { TokenCheck, TokenIssuer } from './tokens.ts';

type Work = () => void | Promise<void>;

/** What the vendors have asked the host to do at its turns, and what they tell a gateway. */
export function createHooks() {
  const resets: Work[] = [];
  const restores: (() => void)[] = [];
  const closes: Work[] = [];
  const connections = new Map<string, () => unknown>();
  const points: FaultPoint[] = [];
  let issuer: TokenIssuer | null = null;
  // The vendor that issues the tokens asks for none itself, so there is none of its callers that could expire.
  const kindsOf = (vendor: string): readonly FaultKind[] =>
    vendor === issuer?.vendor ? answerKinds.filter((kind) => kind !== 'token-expired') : answerKinds;
  const runAll = async (works: Work[]): Promise<void> => {
    for (const work of works) await work();
  };
  return {
    members: {
      onReset: (work: Work) => resets.push(work),
      onRestore: (work: () => void) => restores.push(work),
      onClose: (work: Work) => closes.push(work),
      issueTokens: (given: TokenIssuer) => {
        issuer = given;
      },
      checkToken: (request: EmulatorRequest): TokenCheck => {
        if (issuer === null)
          throw new Error('Nothing here gives out access tokens. Register the product that does beside the others.');
        return issuer.check(request);
      },
      faultPoint: (point: FaultPoint) => points.push(point),
      contributeConnection: (key: string, value: () => unknown) => connections.set(key, value),
      connection: () => Object.fromEntries([...connections].map(([key, value]) => [key, value()])),
    },
    reset: () => runAll(resets),
    restore: () => {
      for (const work of restores) work();
    },
    close: () => runAll(closes),
    spoilToken: ((kind, request) => issuer?.spoil(kind, request)) satisfies TokenIssuer['spoil'],
    pointsWith: (operations: readonly OperationDefinition[]): FaultPoint[] => [
      ...operations.map(({ vendor, name }) => ({ vendor, operation: name, kinds: kindsOf(vendor) })),
      ...points,
    ],
  };
}
