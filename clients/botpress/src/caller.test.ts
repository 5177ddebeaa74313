import { ClientError, type Http, type HttpResponse } from '@baton/http-kit';
import { expect, it } from 'vitest';
import { createBotpressClient } from './client.ts';

const installation = { botId: 'bot', integrationId: 'integration', alias: 'desk' };

const answer = (status: number, body: object): HttpResponse => ({
  ...{ status, body, headers: new Headers(), retryAfterMs: null, requestId: null },
  rateLimit: { limit: null, remaining: null, resetInMs: null },
});

it('asks fifty things at one time, so that two hundred starts at once are answered before Botpress gives up', async () => {
  let active = 0;
  let most = 0;
  const http: Http = {
    send: async () => {
      active += 1;
      most = Math.max(most, active);
      await new Promise((resolve) => setImmediate(resolve));
      active -= 1;
      return answer(200, { user: { id: 'user_1', tags: {} } });
    },
  };
  const client = createBotpressClient({ http, token: 'key', installation });
  await Promise.all(Array.from({ length: 200 }, (_, index) => client.getUser(`user_${index}`)));
  expect(most).toBe(50);
});

it('names the installation on every call, and gives up at once when the key is refused', async () => {
  const asked: Record<string, string>[] = [];
  const http: Http = {
    send: async ({ headers = {}, url }) => {
      asked.push({ ...headers, url });
      return answer(401, { type: 'Unauthorized' });
    },
  };
  const client = createBotpressClient({ http, token: 'key', installation, baseUrl: 'https://bots.example' });
  await expect(client.getUser('a/../b')).rejects.toSatisfy(
    (error) => error instanceof ClientError && error.code === 'unauthorised' && !error.retryable,
  );
  expect(asked).toEqual([
    expect.objectContaining({
      url: 'https://bots.example/v1/chat/users/a%2F..%2Fb',
      authorization: 'Bearer key',
      'x-bot-id': 'bot',
      'x-integration-id': 'integration',
      'x-integration-alias': 'desk',
    }),
  ]);
  await expect(client.getUser('..')).rejects.toThrow(/needs an id/);
});
