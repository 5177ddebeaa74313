import type { Priority } from '../ports/ticket-system.ts';
import type { CustomerText } from '../texts/customer-text.ts';
import type { TurnBuilder } from './turn.ts';

/** In hours. */
const responseTimes: Record<Priority, { from: number; to: number }> = {
  high: { from: 1, to: 2 },
  medium: { from: 2, to: 4 },
  low: { from: 4, to: 8 },
};

/** The time we aim to answer in, as customers read it. */
export const describeResponseTime = (turn: TurnBuilder, priority: Priority): CustomerText =>
  turn.text('response-time', responseTimes[priority]);
