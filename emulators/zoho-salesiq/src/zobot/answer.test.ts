import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readBotAnswer } from './answer.ts';

const folder = new URL('../../../../fixtures/salesiq/', import.meta.url);
const fixtures = readdirSync(folder).filter((name) => name.startsWith('zobot.response.'));

describe('readBotAnswer', () => {
  it.each(fixtures)('accepts %s', (name) => {
    const body: unknown = JSON.parse(readFileSync(new URL(name, folder), 'utf8'));
    const reading = readBotAnswer(body);
    expect(reading).toMatchObject({ ok: true, answer: { action: (body as { action: string }).action } });
  });

  it.each([
    ['a list', []],
    ['nothing', null],
    ['an unknown action', { action: 'transfer', replies: ['x'] }],
    ['no action', { replies: ['x'] }],
    ['replies that are no list', { action: 'reply', replies: 'x' }],
    ['a reply without text', { action: 'reply', replies: [{ image: 'x' }] }],
    ['a context without questions', { action: 'context', context_id: 'x', questions: [] }],
    ['a question without replies', { action: 'context', context_id: 'x', questions: [{ name: 'a' }] }],
  ])('refuses %s', (_name, body) => {
    expect(readBotAnswer(body)).toMatchObject({ ok: false, problem: expect.any(String) });
  });
});
