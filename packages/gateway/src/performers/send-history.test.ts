import { deskConversationId } from '@baton/core';
import { createFakeDesk, type Disturb, newDeskOpening } from '@baton/testkit';
import { describe, expect, it } from 'vitest';
import { describePerformer, prepareEffect } from '../../testing/describe-performer.ts';
import { legKey, waitAtDesk } from '../../testing/wait-at-desk.ts';

describe('the effect send-history', () => {
  describePerformer({
    action: { kind: 'send-history', legKey, desk: 'salesiq', toSeq: 3 },
    said: ['it is broken', 'it is broken', 'hello?'],
    state: waitAtDesk(deskConversationId('salesiq-1'), { historyToSeq: 3 }),
    open: (disturb) => {
      const desk = createFakeDesk({
        messageCharactersMax: 60,
        disturb: (operation) => (operation === 'desk.send' ? disturb(operation) : 'none'),
      });
      void desk.open(newDeskOpening({ handoffKey: legKey }));
      return { ports: { desks: { salesiq: desk } }, world: () => desk.chats.map(({ sent }) => sent.map(withoutTime)) };
    },
  });
});

describe('a history of 5,000 messages', () => {
  const said = Array.from({ length: 5_000 }, (_each, index) => `message ${index + 1} of many, and some words more`);
  const action = { kind: 'send-history' as const, legKey, desk: 'salesiq', toSeq: said.length };
  const state = waitAtDesk(deskConversationId('salesiq-1'), { historyToSeq: said.length });

  it.each([0, 0.02])(
    'arrives once and in order, in pieces that the desk takes, with %s of the calls lost or cut off',
    async (share) => {
      const random = createRandom(7);
      const disturb: Disturb = () => {
        if (random() >= share) return 'none';
        return random() < 0.5 ? 'before' : 'after';
      };
      const desk = createFakeDesk({ disturb, messageCharactersMax: 1_000 });
      while ((await desk.open(newDeskOpening({ handoffKey: legKey }))).type !== 'ok') desk.chats.length = 0;
      const { tryOnce, tryUntilKilled } = await prepareEffect({
        ...{ action, said, state },
        ports: { desks: { salesiq: desk } },
      });
      let performed: { type: string } = { type: 'wait' };
      for (let tries = 0; performed.type !== 'done'; tries += 1) {
        expect(tries).toBeLessThan(2_000);
        const isKilled = share > 0 && random() < 0.3 && (await tryUntilKilled(1 + Math.floor(random() * 20)));
        performed = isKilled ? { type: 'retry' } : await tryOnce();
        expect(['done', 'wait', 'retry']).toContain(performed.type);
      }
      const sent = desk.chats[0]?.sent ?? [];
      expect(Math.max(...sent.map(({ length }) => length))).toBeLessThanOrEqual(1_000);
      const lines = sent.flatMap((piece) => piece.split('\n')).map((line) => line.slice(line.indexOf(': ') + 2));
      expect(lines).toEqual(said);
    },
    60_000,
  );
});

/** The same numbers in [0, 1) each time. */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Each message bears the minute in which it was stored. */
const withoutTime = (line: string): string => line.replaceAll(/\d{4}-\d{2}-\d{2} \d{2}:\d{2} /g, '');
