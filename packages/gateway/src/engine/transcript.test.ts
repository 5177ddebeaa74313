import { createTexts } from '@baton/core';
import type { Message } from '@baton/store';
import { expect, it } from 'vitest';
import { formatTranscript, readSpeakers } from './transcript.ts';

const speakers = readSpeakers(createTexts(), 'en');

const said = (author: Message['author'], text: string): Message => ({
  seq: 1,
  author,
  authorName: null,
  text,
  suggestions: [],
  generation: 1,
  isForCustomer: true,
  at: new Date('2026-03-02T10:00:00Z'),
  deliveryId: null,
  state: 'delivered',
});

it("takes secrets out of an agent's words before they go onto a ticket", () => {
  const transcript = formatTranscript([said('agent', 'Your new password is: hunter2')], speakers);
  expect(transcript).toContain('Agent: Your new password');
  expect(transcript).not.toContain('hunter2');
});
