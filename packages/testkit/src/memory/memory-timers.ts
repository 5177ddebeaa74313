import { conversationLane, joinKey } from '@baton/core';
import { type Timers, timerKind } from '@baton/store';
import type { Clocked } from './memory-lanes.ts';
import { addDelivery, type TimerRow } from './tables.ts';

export function createMemoryTimers({ tables, now }: Clocked, onAdded: () => void): Timers {
  const move = ([key, timer]: [string, TimerRow]): void => {
    const conversation = tables.conversations.get(timer.conversationId);
    if (conversation === undefined) throw new Error(`timer ${key} has no conversation`);
    const { id, name, data, conversationId } = timer;
    addDelivery(tables, now(), {
      organisation: conversation.organisation,
      key: joinKey(timerKind, id),
      lane: conversationLane(conversation),
      kind: timerKind,
      body: null,
      hash: '',
      redacted: { name, data, conversationId },
      isRepeatable: true,
    });
    tables.timers.delete(key);
  };
  return {
    moveDue: async ({ max }) => {
      const due = [...tables.timers].filter(([, { dueAt }]) => dueAt <= now());
      const moved = due.sort(([, left], [, right]) => left.dueAt - right.dueAt).slice(0, max);
      for (const entry of moved) move(entry);
      if (moved.length > 0) onAdded();
      return moved.length;
    },
    nextDueInMs: async () => {
      const due = [...tables.timers.values()].map(({ dueAt }) => dueAt - now());
      return due.length === 0 ? null : Math.max(0, Math.min(...due));
    },
  };
}
