import { describe, expect, test } from 'vitest';
import { createTestClock } from '../../../../packages/http-kit/testing/test-clock.ts';
import { fakeHttp, fixedToken } from '../../testing/fixtures.ts';
import { salesIqVerdicts } from './answers.ts';
import { createSalesIqClient } from './client.ts';

const baseUrl = 'https://salesiq.zoho.in';
const id = '904410000000381027';

describe('errors', () => {
  const failing = (status: number, error: unknown) =>
    createSalesIqClient({
      http: fakeHttp({ status, body: error, headers: { 'x-request-id': 'r-7' } }).http,
      baseUrl,
      tokens: fixedToken(),
      screenName: 'northwind',
      retry: { attemptsMax: 1 },
      clock: createTestClock(),
    });

  test.each(Object.entries(salesIqVerdicts))('%s means %o with status 200 and 400', async (code, verdict) => {
    const number = Number(code);
    const error = Number.isNaN(number)
      ? { status: 'error', code, message: 'secret text' }
      : { error: { code: number } };
    for (const status of [200, 400]) {
      const caught: unknown = await failing(status, error)
        .chats.send(id, { text: 'x' })
        .catch((thrown: unknown) => thrown);
      expect(caught).toMatchObject({ code: verdict.code, vendorCode: code, status, requestId: 'r-7' });
      expect(String(caught)).not.toContain('secret text');
    }
  });

  test('the place of the mistake is told', async () => {
    const error = { error: { code: 1011, message: 'invalid', param: 'limit' } };
    await expect(failing(200, error).chats.get(id)).rejects.toMatchObject({
      code: 'invalid',
      fields: [{ field: 'limit', problem: 'refused' }],
    });
  });

  test('a web page is no answer: a write is then in doubt, a read is not', async () => {
    const page = '<html>Sign in</html>';
    await expect(failing(200, page).chats.pickUp(id)).rejects.toMatchObject({ code: 'unavailable', isAmbiguous: true });
    await expect(failing(200, page).chats.get(id)).rejects.toMatchObject({ code: 'unavailable', isAmbiguous: false });
    await expect(failing(502, page).chats.get(id)).rejects.toMatchObject({ code: 'unavailable', retryable: true });
    await expect(failing(302, '').chats.get(id)).rejects.toMatchObject({ code: 'misconfigured' });
  });
});

describe('a file', () => {
  const download = (body: unknown, type: string) =>
    createSalesIqClient({
      http: fakeHttp({ body, headers: { 'content-type': type } }).http,
      baseUrl,
      tokens: fixedToken(),
      screenName: 'northwind',
    }).attachments.download({ key: 'k', fileName: 'a', chatId: 'c' });

  test('is never the error that came in its place with status 200', async () => {
    await expect(download({ error: { code: 1019 } }, 'application/json;charset=UTF-8')).rejects.toMatchObject({
      code: 'not-found',
      vendorCode: '1019',
    });
  });

  test.each([
    ['{"error":{"code":1019}}', 'text/plain'],
    ['{"error":"none","rows":[]}', 'application/json'],
    ['{"half":', 'application/json'],
    ['<html></html>', 'text/html'],
  ])('%s of type %s is handed over as it is', async (content, type) => {
    expect(Buffer.from(await download(content, type)).toString()).toBe(content);
  });
});
