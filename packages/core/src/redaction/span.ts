/** A part of a text: from `start` up to, not including, `end`. */
export type Span = { start: number; end: number };

/** What stands in place of a secret. */
export const redacted = '[redacted]';

/** Sorted, with those that touch or overlap made one. */
export function mergeSpans(spans: Span[]): Span[] {
  const merged: Span[] = [];
  for (const span of [...spans].sort((left, right) => left.start - right.start)) {
    const last = merged.at(-1);
    if (last !== undefined && span.start <= last.end) last.end = Math.max(last.end, span.end);
    else merged.push({ ...span });
  }
  return merged;
}
