import { type Attachment, deskConversationId, type FileContent, type FileLimits } from '@baton/core';
import { createFakeChannel, createFakeDesk, newDeskOpening } from '@baton/testkit';
import { describe, expect, it } from 'vitest';
import { describePerformer, prepareEffect } from '../../testing/describe-performer.ts';
import { legKey, waitAtDesk } from '../../testing/wait-at-desk.ts';

const screenshot: Attachment = { name: 'screen.png', contentType: 'image/png', sizeBytes: 3, address: 'at-vendor' };
const content: FileContent = { bytes: new Uint8Array([1, 2, 3]), contentType: null };
const state = waitAtDesk(deskConversationId('salesiq-1'), { historyToSeq: 1, relayed: 2 });
const said = ['it is broken'];

function openWorld({ isAble = true, limits }: { isAble?: boolean; limits?: FileLimits } = {}) {
  const desk = createFakeDesk({ isAble, ...(limits === undefined ? {} : { limits }) });
  const channel = createFakeChannel({ name: 'flat' });
  channel.stored.set('at-vendor', content);
  void desk.open(newDeskOpening({ handoffKey: legKey }));
  desk.chats[0]?.sent.push('it is broken', 'look:');
  return { desk, channel, ports: { desks: { salesiq: desk }, channels: { flat: channel } } };
}

const toAction = (file: Attachment) => ({
  ...{ kind: 'relay-file' as const, legKey, desk: 'salesiq', position: 2 },
  file,
});

describe('the effect relay-file', () => {
  describePerformer({
    action: toAction(screenshot),
    said,
    state,
    open: (disturb) => {
      const desk = createFakeDesk({
        disturb: (operation) => (operation === 'desk.media.send' ? disturb(operation) : 'none'),
      });
      const channel = createFakeChannel({ name: 'flat' });
      channel.stored.set('at-vendor', content);
      void desk.open(newDeskOpening({ handoffKey: legKey }));
      desk.chats[0]?.sent.push('it is broken', 'look:');
      return {
        ports: { desks: { salesiq: desk }, channels: { flat: channel } },
        world: () => desk.chats.map(({ sent, files }) => [...sent, ...files]),
      };
    },
  });
});

describe('a file that cannot be brought', () => {
  it.each([
    ['is more than the desk takes', screenshot, { limits: { bytesMax: 2, contentTypes: null } }, 'file-too-big'],
    [
      'is more than was said',
      { ...screenshot, sizeBytes: 1 },
      { limits: { bytesMax: 2, contentTypes: null } },
      'file-too-big',
    ],
    [
      'is of a kind that the desk does not take',
      screenshot,
      { limits: { bytesMax: 9, contentTypes: ['application/pdf'] } },
      'file-type-not-taken',
    ],
    ['comes to a desk without files', screenshot, { isAble: false }, 'files-not-taken'],
    ['is gone', { ...screenshot, address: 'elsewhere' }, {}, 'file-not-available'],
    ['was only named', { ...screenshot, address: null }, {}, 'file-not-available'],
  ])(
    'because it %s leaves a line at the desk, once, and the customer is told',
    async (...[, file, options, problem]) => {
      const { desk, ports } = openWorld(options);
      const { tryOnce } = await prepareEffect({ action: toAction(file), said, state, ports });
      const performed = await tryOnce();
      expect(performed).toEqual({
        type: 'done',
        report: { type: 'settle-file', legKey, name: 'screen.png', sizeBytes: file.sizeBytes, problem },
      });
      expect(await tryOnce()).toEqual(performed);
      expect(desk.chats[0]?.sent).toHaveLength(3);
      expect(desk.chats[0]?.sent.at(-1)).toContain('screen.png');
      expect(desk.chats[0]?.files).toEqual([]);
    },
  );
});
