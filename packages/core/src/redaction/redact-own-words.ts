import { redact } from './redact.ts';

const keptMax = 500;
const kept = new Map<string, string>();

/** What the bot says is mostly the same few texts: each is looked through once, and the latest 500 are remembered. */
export function redactOwnWords(text: string): string {
  const known = kept.get(text);
  if (known !== undefined) return known;
  const [oldest] = kept.keys();
  if (kept.size >= keptMax && oldest !== undefined) kept.delete(oldest);
  const redacted = redact(text);
  kept.set(text, redacted);
  return redacted;
}
