import type { Call } from '../../kit/testing/calls.ts';
import { callOf, type Fixture, loadFixture } from '../../kit/testing/fixtures.ts';

type Fields = Record<string, unknown>;
export type Delivery = { headers: Record<string, string>; json: unknown };

/** A sample in the form that the other products' samples have, with the emulator's own ids in place of the invented ones. */
export function loadSample(name: string, replaced: Record<string, string>): Fixture & { delivery?: Delivery } {
  const { confidence, request, response, ...rest } = loadFixture('hubspot', name, replaced) as Fields;
  const { json: sent, ...asked } = Object(request) as Fields;
  const { json, body = null, headers = {}, status } = Object(response) as Fields;
  const { 'content-type': type, ...others } = Object(headers) as Fields;
  const sample: unknown = {
    ...rest,
    certainty: confidence === 'inferred' ? 'low' : 'high',
    request: { method: 'GET', url: 'https://api.hubapi.com/', ...asked, ...(sent === undefined ? {} : { body: sent }) },
    response: {
      status,
      headers: status === 204 || type === undefined ? others : { ...others, 'content-type': type },
      body: json ?? body,
    },
  };
  return sample as Fixture & { delivery?: Delivery };
}

/** The call of a sample, with the developer's key or the token of the bench where the sample has one. */
export const callIn = (sample: Fixture): Call => callOf(sample);
