import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createEmulator, type Emulator } from './create-emulator.ts';

type Fields = Record<string, unknown>;
type Heard = { status: number; headers: Fields; text: string };

let emulator: Emulator;
let token: string;
let departmentId: string;
beforeAll(async () => {
  emulator = await createEmulator();
});
afterAll(() => emulator.close());
beforeEach(async () => {
  await post('/__emulator/reset', {});
  token = await refresh();
  [{ id: departmentId }] = (await state('desk/departments')) as [{ id: string }];
});

const state = async (collection: string): Promise<Fields[]> =>
  (await (await fetch(`${emulator.url}/__emulator/state/${collection}`)).json()) as Fields[];
const post = (path: string, body: unknown): Promise<Response> =>
  fetch(`${emulator.url}${path}`, { method: 'POST', body: JSON.stringify(body) });
const order = async (fault: unknown): Promise<void> => {
  const answer = await post('/__emulator/faults', fault);
  if (!answer.ok) throw new Error(await answer.text());
};

async function askForToken(): Promise<Response> {
  const { clientId, clientSecret, userRefreshToken } = emulator.connection();
  const body = new URLSearchParams({
    grant_type: 'refresh_token',
    client_id: String(clientId),
    client_secret: String(clientSecret),
    refresh_token: String(userRefreshToken),
  });
  return fetch(`${emulator.url}/oauth/v2/token`, { method: 'POST', body });
}
async function refresh(): Promise<string> {
  const { access_token: given } = (await (await askForToken()).json()) as { access_token?: string };
  return given ?? '';
}

const createTicket = (more: Pick<Sent, 'onByte'> = {}): Promise<Heard> => {
  const contact = { lastName: 'Doe', email: 'john@company.com' };
  return call('POST', '/api/v1/tickets', { body: { subject: 'Help', departmentId, contact }, ...more });
};

type Sent = { body?: unknown; onByte?: (size: number) => boolean };

/** One call on a connection of its own, to the last byte. Rejects when the connection breaks. */
function call(method: string, path: string, { body, onByte }: Sent = {}): Promise<Heard> {
  return new Promise((resolve, reject) => {
    const sent = request(`${emulator.url}${path}`, { method, agent: false }, (answer) => {
      let text = '';
      let size = 0;
      answer.on('data', (chunk: Buffer) => {
        size += chunk.length;
        if (text.length < 10_000) text += chunk.toString('utf8');
        if (onByte?.(size) === false) sent.destroy();
      });
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text }));
      answer.on('error', reject);
    });
    sent.setHeader('authorization', `Zoho-oauthtoken ${token}`);
    sent.on('error', reject);
    sent.end(body === undefined ? undefined : JSON.stringify(body));
  });
}

const ticketFault = (kind: string, more: Fields = {}): Fields => ({
  vendor: 'desk',
  operation: 'desk.tickets.create',
  kind,
  ...more,
});

describe('connections', () => {
  it('is reset before the work: nothing is stored', async () => {
    await order(ticketFault('reset-before'));
    await expect(createTicket()).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect(await state('desk/tickets')).toEqual([]);
  });

  it.each(['reset-after', 'drop-response'])('breaks after the work with %s: the ticket is there', async (kind) => {
    await order(ticketFault(kind));
    await expect(createTicket()).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect(await state('desk/tickets')).toHaveLength(1);
  });

  it('sends the head at once and the body byte by byte', async () => {
    await order(ticketFault('slow-loris', { delayMs: 1 }));
    const sizes: number[] = [];
    const heard = await createTicket({ onByte: (size) => sizes.push(size) > 0 });
    expect(sizes.length).toBeGreaterThan(heard.text.length / 4);
    expect(JSON.parse(heard.text)).toMatchObject({ subject: 'Help' });
    expect(heard.headers['content-length']).toBe(String(Buffer.byteLength(heard.text)));
  });

  it('lets a caller leave a slow body, and goes on', async () => {
    await order(ticketFault('slow-loris', { delayMs: 60_000 }));
    const leave = createTicket({ onByte: () => false });
    await expect(leave).rejects.toThrow();
    expect((await createTicket()).status).toBe(200);
  });
});

describe('bodies', () => {
  it('cuts the JSON off', async () => {
    await order(ticketFault('truncated-json'));
    const { status, text, headers } = await createTicket();
    expect(status).toBe(200);
    expect(headers['content-length']).toBe(String(Buffer.byteLength(text)));
    expect(() => JSON.parse(text)).toThrow();
    expect(await state('desk/tickets')).toHaveLength(1);
  });

  it('names another content type for the right body', async () => {
    await order(ticketFault('wrong-content-type'));
    const { headers, text } = await createTicket();
    expect(headers['content-type']).toBe('text/html;charset=UTF-8');
    expect(JSON.parse(text)).toMatchObject({ subject: 'Help' });
  });

  it('answers with a page and does no work', async () => {
    await order([ticketFault('html-page'), ticketFault('html-page', { status: 502 })]);
    expect(await createTicket()).toMatchObject({ status: 200, text: expect.stringContaining('<h1>') });
    expect(await createTicket()).toMatchObject({ status: 502, text: expect.stringContaining('<h1>') });
    expect(await state('desk/tickets')).toEqual([]);
  });

  it('answers with as many bytes as told', async () => {
    await order(ticketFault('huge-body', { bodyBytes: 5_000_000 }));
    const sizes: number[] = [];
    expect(await createTicket({ onByte: (size) => sizes.push(size) > 0 })).toMatchObject({ status: 200 });
    expect(sizes.at(-1)).toBe(5_000_000);
  });
});

describe('limits', () => {
  const limited = async (more: Fields): Promise<Heard> => {
    await order(ticketFault('rate-limit', more));
    return createTicket();
  };

  it("refuses in each vendor's own words", async () => {
    expect(JSON.parse((await limited({})).text)).toMatchObject({ errorCode: 'TOO_MANY_REQUESTS' });
    expect(JSON.parse((await limited({ retryAfter: 'seconds' })).text)).toMatchObject({
      errorCode: 'THRESHOLD_EXCEEDED',
    });
    await order(['crm', 'salesiq', 'accounts'].map((vendor) => ({ vendor, kind: 'rate-limit' })));
    expect(JSON.parse((await call('GET', '/crm/v8/Contacts?fields=Email')).text)).toMatchObject({
      code: 'TOO_MANY_REQUESTS',
    });
    expect(await call('GET', '/api/v2/company/conversations')).toMatchObject({
      status: 200,
      text: expect.stringContaining('"code":1023'),
    });
    expect(await (await askForToken()).json()).toMatchObject({ error: 'Access Denied', status: 'failure' });
    await order({ vendor: 'salesiq', operation: 'salesiq.seed.chats.list', kind: 'rate-limit' });
    expect(await call('GET', '/api/v2/chats')).toMatchObject({
      status: 429,
      text: expect.stringContaining('RATE_LIMIT_EXCEEDED'),
    });
    expect(await state('desk/tickets')).toEqual([]);
  });

  it('tells the wait in every form', async () => {
    const told = async (more: Fields): Promise<unknown> => (await limited(more)).headers['retry-after'];
    expect(await told({ retryAfter: 'seconds', delayMs: 3_000 })).toBe('3');
    expect(await told({ retryAfter: 'fractional', delayMs: 2_500 })).toBe('2.5');
    expect(await told({ retryAfter: 'absent' })).toBeUndefined();
    expect(await told({ retryAfter: 'garbage' })).toBe('soon');
    const { headers } = await limited({ retryAfter: 'http-date', delayMs: 60_000 });
    const waitMs = Date.parse(String(headers['retry-after'])) - Date.parse(String(headers['date']));
    expect(waitMs).toBeGreaterThanOrEqual(59_000);
    expect(waitMs).toBeLessThanOrEqual(61_000);
  });
});

describe('tokens and clock', () => {
  it('ends an access token before its time; a new one is given', async () => {
    await order(ticketFault('token-expired'));
    expect(JSON.parse((await createTicket()).text)).toMatchObject({ errorCode: 'INVALID_OAUTH' });
    expect((await createTicket()).status).toBe(401);
    token = await refresh();
    expect((await createTicket()).status).toBe(200);
  });

  it('ends the whole grant until a reset', async () => {
    await order(ticketFault('token-revoked'));
    expect((await createTicket()).status).toBe(401);
    expect(await (await askForToken()).json()).toEqual({ error: 'invalid_code' });
    await post('/__emulator/reset', {});
    expect(await refresh()).not.toBe('');
  });

  it("writes with the vendor's clock off", async () => {
    await order(ticketFault('clock-skew', { skewMs: -3_600_000 }));
    const { headers } = await createTicket();
    const [ticket] = await state('desk/tickets');
    for (const time of [headers['date'], ticket?.['createdTime']]) {
      const behindMs = Date.now() - Date.parse(String(time));
      expect(behindMs).toBeGreaterThan(3_590_000);
      expect(behindMs).toBeLessThan(3_660_000);
    }
    const now = Date.parse(String((await createTicket()).headers['date']));
    expect(Math.abs(Date.now() - now)).toBeLessThan(60_000);
  });
});

describe('ordering', () => {
  it('lists, removes, and refuses a bad list as a whole', async () => {
    await order([ticketFault('slow', { times: 3 }), { vendor: 'crm', kind: 'status', status: 500 }]);
    const list = async (): Promise<unknown> => (await fetch(`${emulator.url}/__emulator/faults`)).json();
    expect(await list()).toHaveLength(2);
    const refused = await post('/__emulator/faults', [{ vendor: 'crm', kind: 'slow' }, ticketFault('boom')]);
    expect(refused.status).toBe(400);
    expect(refused.headers.get('content-type')).toContain('application/problem+json');
    expect(await refused.json()).toMatchObject({
      status: 400,
      detail: expect.stringContaining('"[1].kind"'),
      allowed: expect.arrayContaining(['slow-loris', 'webhook-delay']),
    });
    expect(await list()).toHaveLength(2);
    const cleared = await fetch(`${emulator.url}/__emulator/faults`, { method: 'DELETE' });
    expect([cleared.status, await cleared.json(), await list()]).toEqual([200, [], []]);
  });

  it('resets the connection of a mail after it was kept', async () => {
    await order({ vendor: 'mail', kind: 'reset-after' });
    await expect(sendMail()).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect(await state('mail/messages')).toHaveLength(1);
    await order({ vendor: 'mail', kind: 'rate-limit' });
    expect(await sendMail()).toContain('450 4.7.0');
    expect(await state('mail/messages')).toHaveLength(1);
  });

  it('takes a file in YAML, and says what is wrong with one', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'faults-'));
    const file = join(folder, 'faults.yaml');
    writeFileSync(file, 'faults:\n  - vendor: mail\n    kind: slow\n    times: 2\n');
    const vendors = ['mail'] as const;
    const other = await createEmulator({ vendors, faults: file });
    expect(await (await fetch(`${other.url}/__emulator/faults`)).json()).toEqual([
      { vendor: 'mail', kind: 'slow', times: 2 },
    ]);
    await other.close();
    writeFileSync(file, '- {vendor: mail, kind: slow, time: 2}');
    await expect(createEmulator({ vendors, faults: file })).rejects.toThrow(/faults\.yaml.*"\[0\]\.time"/);
    await expect(createEmulator({ vendors, faults: join(folder, 'none') })).rejects.toThrow(/none cannot be read/);
    rmSync(folder, { recursive: true });
  });
});

/** The last answer of the mail server. */
function sendMail(): Promise<string> {
  const { port } = emulator.connection()['smtp'] as { port: number };
  const lines = ['EHLO test', 'MAIL FROM:<a@x.example>', 'RCPT TO:<b@x.example>', 'DATA', 'Subject: Hi\r\n\r\nHi\r\n.'];
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    socket.on('error', reject);
    socket.on('data', (chunk: Buffer) => {
      const text = chunk.toString('utf8');
      const next = lines.shift();
      if (next !== undefined) socket.write(`${next}\r\n`);
      else {
        socket.destroy();
        resolve(text);
      }
    });
  });
}
