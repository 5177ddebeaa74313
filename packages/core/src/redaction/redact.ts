import { findAwaitedCodes } from './find-awaited-codes.ts';
import { findCards } from './find-cards.ts';
import { findCredentials } from './find-credentials.ts';
import { findKeys } from './find-keys.ts';
import { mergeSpans, redacted, type Span } from './span.ts';

export type RedactionOptions = {
  /** A one-time code is awaited: every run of 6 to 10 digits may be it and is taken out. Default: false. */
  isCodeAwaited?: boolean;
};

/**
 * Takes out what must never be stored or mailed: passwords, passphrases, PINs, codes, keys and payment card numbers, as people write them in
 * English, German, Spanish and French. What is around a secret stays. Takes time in proportion to the length of the text.
 */
export function redact(text: string, options: RedactionOptions = {}): string {
  let result = '';
  let from = 0;
  for (const { start, end } of findSecrets(text, options)) {
    result += text.slice(from, start) + redacted;
    from = end;
  }
  return result + text.slice(from);
}

/** Where the secrets are, in order and apart from one another. */
export function findSecrets(text: string, { isCodeAwaited = false }: RedactionOptions = {}): Span[] {
  const awaited = isCodeAwaited ? findAwaitedCodes(text) : [];
  return mergeSpans([...findCards(text), ...findKeys(text), ...findCredentials(text), ...awaited]);
}

/**
 * True when a text holds what a customer should not send at all, so that they can be told once. A one-time code is no such thing: we ask for
 * it ourselves.
 */
export function containsCredential(text: string): boolean {
  const isUnasked = findCredentials(text).some(({ kind }) => kind !== 'code' && kind !== 'qualified-code');
  return isUnasked || findCards(text).length > 0 || findKeys(text).length > 0;
}
