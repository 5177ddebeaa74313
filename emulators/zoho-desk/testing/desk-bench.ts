import type { Answer, Call } from '../../kit/testing/calls.ts';
import { startTestHost, type TestHost } from '../../zoho-accounts/testing/test-host.ts';
import { registerDesk } from '../src/index.ts';

export type Fields = Record<string, unknown>;

export const bodyOf = ({ body }: Answer): Fields => Object(body) as Fields;
export const dataOf = ({ body }: Answer): Fields[] => Object(body).data ?? [];

/** A host with the help desk, called as the signed-in user. Paths are below `/api/v1`. */
export type DeskBench = TestHost & {
  /** A token lives for an hour of the emulator's clock. */
  signInAgain(): Promise<void>;
  /** The id of the first department. */
  department: string;
  ask(call: Call): Promise<Answer>;
  post(path: string, json: unknown): Promise<Answer>;
  patch(path: string, json: unknown): Promise<Answer>;
  /** Opens a ticket and returns its id. */
  open(fields?: Fields): Promise<string>;
};

export async function startDeskBench(): Promise<DeskBench> {
  const host = await startTestHost(registerDesk);
  let token = await host.signIn();
  const [support] = await host.rows('desk/departments');
  const department = String(support?.['id']);
  const ask = ({ path, ...more }: Call): Promise<Answer> => host.call({ token, path: `/api/v1${path}`, ...more });
  const post = (path: string, json: unknown): Promise<Answer> => ask({ method: 'POST', path, json });
  const contact = { lastName: 'Doe', firstName: 'John', email: 'john@company.com' };
  return {
    ...host,
    signInAgain: async () => {
      token = await host.signIn();
    },
    department,
    ask,
    post,
    patch: (path, json) => ask({ method: 'PATCH', path, json }),
    open: async (fields = {}) => {
      const ticket = { subject: 'Help', departmentId: department, contact, description: 'Hi', ...fields };
      const answer = await post('/tickets', ticket);
      if (answer.status !== 200) throw new Error(`The ticket was refused: ${JSON.stringify(answer.body)}`);
      return String(bodyOf(answer)['id']);
    },
  };
}
