import { fieldsOf, textOf } from './data.ts';
import { el, put } from './dom.ts';

/** A call that the emulators refused. */
export class RefusedCall extends Error {
  override readonly name = 'RefusedCall';
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** Gets, or posts when there is a body. @throws RefusedCall, and Error when nobody answers */
export async function call(path: string, body?: object): Promise<unknown> {
  const init =
    body === undefined
      ? {}
      : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  const answer = await fetch(path, init).catch((cause: unknown) => {
    throw new Error('The emulators do not answer. Is npm start still running?', { cause });
  });
  const data: unknown = await answer.json();
  if (answer.ok) return data;
  const { message } = fieldsOf(fieldsOf(data)['error']);
  throw new RefusedCall(answer.status, textOf(message) || `The emulator answered ${answer.status}.`);
}

/** Shows what went wrong; an empty message takes the notice away. */
export function showTrouble(message: string): void {
  put(el('problem'), message);
  el('problem').hidden = message === '';
}

export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Does what the person asked for, and shows why it did not work. */
export async function attempt(work: () => void | Promise<void>): Promise<void> {
  try {
    showTrouble('');
    await work();
  } catch (error) {
    showTrouble(messageOf(error));
  }
}

let isUnreachable = false;

/** Works now and again, `ms` after each end. A round that fails shows why until one works. */
export function repeat(work: () => void | Promise<void>, ms: number): void {
  const round = async (): Promise<void> => {
    try {
      await work();
      if (isUnreachable) {
        isUnreachable = false;
        showTrouble('');
      }
    } catch (error) {
      isUnreachable = true;
      showTrouble(messageOf(error));
    }
    setTimeout(begin, ms);
  };
  const begin = (): void => {
    void round();
  };
  begin();
}
