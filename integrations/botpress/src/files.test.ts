import type { JsonObject } from '@baton/core';
import { ClientError, type Http } from '@baton/http-kit';
import { describe, expect, it } from 'vitest';
import { createBotpressFiles, takeFiles } from './files.ts';

const origins = ['https://files.example.org'];
const take = (type: string, payload: JsonObject) => takeFiles(origins, { type, payload });

describe('files in a message', () => {
  it.each([
    ['image', 'imageUrl'],
    ['audio', 'audioUrl'],
    ['video', 'videoUrl'],
    ['file', 'fileUrl'],
  ])('takes an %s by its title, else by the end of its address', (type, field) => {
    const address = 'https://files.example.org/a/my%20box.png?sig=1';
    const untitled = { contentType: null, sizeBytes: null, address };
    expect(take(type, { [field]: address })).toEqual({ files: [{ ...untitled, name: 'my box.png' }], rest: null });
    expect(take(type, { [field]: address, title: ' The box ' }).files[0]?.name).toBe('The box');
    expect(take(type, { [field]: 'https://files.example.org/' }).files[0]?.name).toBe(type);
  });

  it.each([
    'https://elsewhere.example.org/box.png',
    'https://files.example.org.evil.example/box.png',
    'https://files.example.org:8443/box.png',
    'http://files.example.org/box.png',
    'http://169.254.169.254/latest/meta-data',
    'file:///etc/passwd',
    'no address',
  ])('leaves %s to be told in words', (imageUrl) => {
    expect(take('image', { imageUrl })).toEqual({ files: [], rest: { type: 'image', payload: { imageUrl } } });
  });

  it('takes the files out of a bloc and leaves its words', () => {
    const image = { type: 'image', payload: { imageUrl: 'https://files.example.org/box.png' } };
    const text = { type: 'text', payload: { text: 'Broken' } };
    const { files, rest } = take('bloc', { items: [text, image, image] });
    expect(files).toHaveLength(2);
    expect(rest).toEqual({ type: 'bloc', payload: { items: [text] } });
    expect(take('bloc', { items: [image] }).rest).toBeNull();
  });
});

describe('fetching', () => {
  const asked: string[] = [];
  const answering = (status: number, body: unknown): Http => ({
    send: async ({ url }) => {
      asked.push(url);
      const headers = new Headers({ 'content-type': 'image/png; q=1' });
      const rateLimit = { limit: null, remaining: null, resetInMs: null };
      return { status, headers, body, retryAfterMs: null, rateLimit, requestId: null };
    },
  });
  const fetchWith = (http: Http, address = 'https://files.example.org/box.png') =>
    createBotpressFiles({ http, origins }).fetch(address, { bytesMax: 10 });

  it('brings the bytes with the type that the server names', async () => {
    const bytes = Uint8Array.of(1, 2);
    expect(await fetchWith(answering(200, bytes))).toEqual({ type: 'ok', value: { bytes, contentType: 'image/png' } });
  });

  it('asks nobody for what lies elsewhere', async () => {
    asked.length = 0;
    const refused = await fetchWith(answering(200, Uint8Array.of(1)), 'http://127.0.0.1:8000/secret');
    expect(refused).toMatchObject({ type: 'refused', code: 'file-elsewhere' });
    expect(asked).toEqual([]);
  });

  it('tells what is gone, what may work later, and what is too big', async () => {
    expect(await fetchWith(answering(404, null))).toMatchObject({ type: 'refused', code: 'not-found' });
    expect(await fetchWith(answering(302, null))).toMatchObject({ type: 'refused', code: 'not-found' });
    expect(await fetchWith(answering(503, null))).toMatchObject({ type: 'retry', code: 'unavailable' });
    const big: Http = {
      send: () => Promise.reject(new ClientError('undecodable', 'The answer is too large.', { retryable: false })),
    };
    expect(await fetchWith(big)).toMatchObject({ type: 'refused', code: 'file-too-big' });
  });
});
