import type { TicketRow } from './rows.ts';

const hoursToRespond: Record<string, number> = { High: 2, Medium: 4, Low: 8 };
const hourMs = 3_600_000;

type Sla = Pick<TicketRow, 'dueDate' | 'responseDueDate'>;

/** When an answer is due that is wanted from now on, by the priority. */
export const respondBy = (priority: unknown, now: string): string =>
  shift(now, (hoursToRespond[String(priority)] ?? 4) * hourMs);

/** Targets that were missed. Time on hold does not count, and a closed ticket misses nothing (contract zoho-desk §9). */
export function overdue(row: TicketRow, nowMs: number): { isOverDue: boolean; isResponseOverdue: boolean } {
  const clockMs = row.onholdTime === null ? nowMs : Date.parse(row.onholdTime);
  const isLate = (due: string | null): boolean =>
    row.statusType !== 'Closed' && due !== null && Date.parse(due) < clockMs;
  return { isOverDue: isLate(row.dueDate), isResponseOverdue: row.isAnswered !== true && isLate(row.responseDueDate) };
}

/** The targets of a ticket that leaves the hold: later by as long as it was on hold. */
export function thawed(row: TicketRow, now: string): Partial<Sla> {
  if (row.onholdTime === null) return {};
  const heldMs = Date.parse(now) - Date.parse(row.onholdTime);
  const { dueDate, responseDueDate } = row;
  return {
    dueDate: shift(dueDate, heldMs),
    responseDueDate: responseDueDate === null ? null : shift(responseDueDate, heldMs),
  };
}

const shift = (time: string, ms: number): string => new Date(Date.parse(time) + ms).toISOString();
