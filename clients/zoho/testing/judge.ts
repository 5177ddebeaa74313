import { expect } from 'vitest';
import { compareRequests, type Fixture, type FixtureCase, type Sent } from './fixtures.ts';

type Played = { fixture: Fixture; sent: readonly Sent[]; refused: readonly string[]; outcome: unknown };

/** Holds what a client sent, and what came of it, against a sample of both. */
export function judgeCase<Client>(
  { value, error, otherRequest, added, requests = 1 }: FixtureCase<Client>,
  { fixture, sent, refused, outcome }: Played,
): void {
  expect(sent).toHaveLength(requests);
  expect(refused).toHaveLength(requests - 1);
  for (const one of sent) {
    const { wanted, given, isPagingWhole } = compareRequests(one, fixture, added);
    if (otherRequest === undefined) expect(given).toEqual(wanted);
    else expect(given).not.toEqual(wanted);
    expect(isPagingWhole).toBe(true);
  }
  if (error === undefined) expect(outcome).toMatchObject(Object(value));
  else expect(outcome).toMatchObject({ name: 'ClientError', ...error });
}
