import { createMemoryStore } from '@baton/testkit';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { secretBox } from '../../testing/secret-box.ts';
import { startGateway } from '../../testing/start-gateway.ts';
import { createFileLinks } from './file-links.ts';

const now = new Date('2026-03-02T10:00:00Z');
let gateway: Awaited<ReturnType<typeof startGateway>>;

beforeAll(async () => {
  gateway = await startGateway(createMemoryStore());
});
afterAll(() => gateway.stop());

const linkTo = (name: string, contentType: string | null, { at = new Date(), desk = 'salesiq' } = {}): string => {
  const links = createFileLinks({ secretBox, publicUrl: () => '', desks: {} });
  return links.link({ desk, address: 'file-1', name, contentType }, at) ?? '';
};

const open = (url: string) => gateway.server.inject({ method: 'GET', url });

it('brings the file that lies at the desk, and shows nothing but images', async () => {
  gateway.desk.stored.set('file-1', { bytes: Buffer.from('bytes'), contentType: 'text/html' });
  const page = await open(linkTo("pläne'.html", null));
  expect([page.statusCode, page.body]).toEqual([200, 'bytes']);
  expect(page.headers).toMatchObject({
    'content-type': 'application/octet-stream',
    'content-disposition': "attachment; filename*=UTF-8''pl%C3%A4ne%27.html",
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox",
    'cache-control': 'private, no-store',
  });
  const image = await open(linkTo('a.png', 'image/png'));
  expect(image.headers).toMatchObject({ 'content-type': 'image/png', 'content-disposition': /^inline/ });
});

it('opens nothing for a link that is over, made up, of no file, or of a desk without files', async () => {
  const sealed = (value: unknown) =>
    `/files/${secretBox.seal(Buffer.from(JSON.stringify(value))).toString('base64url')}`;
  const good = linkTo('a.png', 'image/png');
  for (const url of [
    linkTo('a.png', null, { at: new Date(Date.now() - 8 * 86_400_000) }),
    linkTo('a.png', null, { desk: 'another' }),
    `${good.slice(0, -4)}AAAA`,
    '/files/x',
    sealed('words'),
    sealed({ desk: 'salesiq' }),
  ])
    expect((await open(url)).statusCode).toBe(404);
});

it('says so when the file is gone, or its desk does not answer', async () => {
  gateway.desk.stored.delete('file-1');
  expect((await open(linkTo('a.png', null))).statusCode).toBe(404);
});

it('makes no links while nobody knows where customers reach the gateway', () => {
  const links = createFileLinks({ secretBox, publicUrl: () => null, desks: {} });
  expect(links.link({ desk: 'salesiq', address: 'a', name: 'a', contentType: null }, now)).toBeNull();
});
