import { origin } from './config.ts';
import { fieldsOf, textOf } from './data.ts';

/** A call that the emulator refused. */
export class RefusedCall extends Error {
  override readonly name = 'RefusedCall';
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** Gets, or posts when there is a body: as plain text, so that the browser asks no permission before a call to another origin. */
export async function send(path: string, body?: object): Promise<unknown> {
  const init =
    body === undefined ? {} : { method: 'POST', headers: { 'content-type': 'text/plain' }, body: JSON.stringify(body) };
  const answer = await fetch(`${origin}/__emulator/widget/${path}`, { ...init, credentials: 'omit' });
  const data: unknown = await answer.json();
  if (answer.ok) return data;
  throw new RefusedCall(answer.status, textOf(fieldsOf(data)['detail']) || `The chat answered ${answer.status}.`);
}
