/** Faults of the answer to a vendor's call. */
export const answerKinds = [
  'status',
  'slow',
  'timeout',
  'drop-response',
  'reset-before',
  'reset-after',
  'slow-loris',
  'truncated-json',
  'wrong-content-type',
  'html-page',
  'huge-body',
  'rate-limit',
  'token-expired',
  'token-revoked',
  'clock-skew',
] as const;

/** Faults of the webhooks that a vendor sends. */
export const webhookKinds = ['duplicate-delivery', 'reorder', 'webhook-loss', 'webhook-delay', 'clock-skew'] as const;

/** The search index of a vendor runs late. */
const indexKinds = ['index-lag'] as const;

export type FaultKind = (typeof answerKinds)[number] | (typeof webhookKinds)[number] | (typeof indexKinds)[number];

export const faultKinds: readonly FaultKind[] = [...new Set([...answerKinds, ...webhookKinds, ...indexKinds])];

/** Forms of `Retry-After`: whole seconds, a date, seconds with a fraction, no header at all, or a word. */
export const retryAfterForms = ['seconds', 'http-date', 'fractional', 'absent', 'garbage'] as const;
export type RetryAfterForm = (typeof retryAfterForms)[number];

/** A failure to order. */
export type Fault = {
  vendor: string;
  /** A name of the ledger or of another place of this vendor; every one when absent. */
  operation?: string;
  kind: FaultKind;
  /** How often it strikes; -1 until it is removed. */
  times: number;
  status?: number;
  /** Waiting time of the kinds that wait; the wait that `rate-limit` asks for. */
  delayMs?: number;
  /** For kind `status`: instead of the vendor's error body, none at all or a web page. */
  body?: 'empty' | 'html';
  retryAfter?: RetryAfterForm;
  /** For `clock-skew`: how far the vendor's clock is ahead; behind when negative. */
  skewMs?: number;
  /** For `huge-body`. */
  bodyBytes?: number;
  /** 0 to 1: how likely each occasion is struck. */
  probability?: number;
  /** Makes the choices of `probability` the same each time. */
  seed?: number;
};

/** Where faults can strike besides the operations of the ledger. */
export type FaultPoint = { vendor: string; operation: string; kinds: readonly FaultKind[] };
