import type { Priority } from '../ports/ticket-system.ts';

const responseTimes: Record<Priority, string> = { high: '1-2 hours', medium: '2-4 hours', low: '4-8 hours' };

/** The time we aim to answer in, as customers read it. */
export const describeResponseTime = (priority: Priority): string => responseTimes[priority];
