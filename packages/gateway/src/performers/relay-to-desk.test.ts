import { deskConversationId, farewells } from '@baton/core';
import { createFakeDesk, newBotContext, newDeskOpening, unwrap } from '@baton/testkit';
import { describe, expect, it } from 'vitest';
import { describePerformer, prepareEffect } from '../../testing/describe-performer.ts';
import { legKey, waitAtDesk } from '../../testing/wait-at-desk.ts';

describe('words for an operator who came after we had taken leave', () => {
  it.each(farewells)('are not taken for said because of the farewell %s', async (farewell) => {
    const desk = createFakeDesk();
    unwrap(await desk.open(newDeskOpening({ handoffKey: legKey })));
    desk.chats[0]?.sent.push('it is broken', newBotContext().texts.render('en', farewell));
    const { tryOnce, skipTry } = await prepareEffect({
      action: { kind: 'relay-to-desk', legKey, desk: 'salesiq', position: 1, text: 'are you there?' },
      ...{ said: ['it is broken'], ports: { desks: { salesiq: desk } } },
      state: waitAtDesk(deskConversationId('salesiq-1'), { historyToSeq: 1, relayed: 1 }),
    });
    // A try that a kill cut off before its call.
    await skipTry();
    expect(await tryOnce()).toMatchObject({ type: 'done' });
    expect(desk.chats[0]?.sent.at(-1)).toBe('are you there?');
  });
});

describe('words that the vendor will never take', () => {
  it('leave a line in their place, once, and the customer is told', async () => {
    const desk = createFakeDesk();
    unwrap(await desk.open(newDeskOpening({ handoffKey: legKey })));
    const picky = {
      ...desk,
      send: ((reference, message) =>
        message.kind === 'words'
          ? Promise.resolve({ type: 'refused', code: 'invalid', detail: 'no such signs' })
          : desk.send(reference, message)) satisfies typeof desk.send,
    };
    const { tryOnce } = await prepareEffect({
      action: { kind: 'relay-to-desk', legKey, desk: 'salesiq', position: 1, text: 'odd' },
      ...{ said: [], ports: { desks: { salesiq: picky } } },
      state: waitAtDesk(deskConversationId('salesiq-1'), { relayed: 1 }),
    });
    expect(await tryOnce()).toEqual({ type: 'done', report: { type: 'settle-refused-words', legKey } });
    // The answer to the line was lost: the next try finds it, and the customer is to be told all the same.
    expect(await tryOnce()).toEqual({ type: 'done', report: { type: 'settle-refused-words', legKey } });
    expect(desk.chats[0]?.sent).toEqual([expect.stringContaining('could not be passed on')]);
  });
});

describe('the effect relay-to-desk', () => {
  describePerformer({
    action: { kind: 'relay-to-desk', legKey, desk: 'salesiq', position: 2, text: 'hello?' },
    said: ['it is broken'],
    state: waitAtDesk(deskConversationId('salesiq-1'), { historyToSeq: 1, relayed: 2 }),
    open: (disturb) => {
      const desk = createFakeDesk({
        disturb: (operation) => (operation === 'desk.send' ? disturb(operation) : 'none'),
      });
      void desk.open(newDeskOpening({ handoffKey: legKey }));
      // The history, and the words before these, which were the same.
      desk.chats[0]?.sent.push('it is broken', 'hello?');
      return { ports: { desks: { salesiq: desk } }, world: () => desk.chats.map(({ sent }) => [...sent]) };
    },
  });
});
