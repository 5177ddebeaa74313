import { verifySalesIqHmac, verifySalesIqRsa } from '@baton/client-webhooks';
import type { RawRequest, Verification } from '@baton/core';

/** What SalesIQ's requests are checked with. */
export type SalesIqSecrets = {
  /** Of the Zobot and of the event webhook; any one may match. Empty: their requests are refused. */
  publicKeys: string[];
  /** Of events in the style of seed 004; null: they are refused. */
  hmacSecret: string | null;
};

export const rsaHeader = 'x-siqsignature';
export const hmacHeader = 'x-salesiq-signature';

/** `rsa` speaks for Zobot calls and event webhooks, `hmac` for events in the style of seed 004 (contract salesiq §4.1, §9.2). */
export type SalesIqProof = 'rsa' | 'hmac';

/** Checks the raw bytes with what the header asks for. */
export function verifySalesIq({ headers, body: rawBody }: RawRequest, secrets: SalesIqSecrets): Verification {
  const rsa = headers[rsaHeader];
  if (rsa === undefined) return verifyHmac(headers[hmacHeader], rawBody, secrets.hmacSecret);
  const { publicKeys } = secrets;
  if (publicKeys.length === 0)
    return refuse(
      'no-public-key',
      `The header ${rsaHeader} is there and SALESIQ_PUBLIC_KEY is not set. ${whereKeysAre}`,
    );
  if (typeof rsa !== 'string' || !/^[A-Za-z0-9+/]+={0,2}$/.test(rsa))
    return refuse(
      'signature-unreadable',
      `The header ${rsaHeader} is not one Base64 text. A proxy may have changed it, or it was sent twice.`,
    );
  if (verifySalesIqRsa({ rawBody, signature: rsa, publicKeys }))
    return { ok: true, covers: 'rsa' satisfies SalesIqProof };
  return refuse(
    'signature-wrong',
    `None of the ${publicKeys.length} keys in SALESIQ_PUBLIC_KEY made the header ${rsaHeader}. ${whereKeysAre} If it is the right one, a proxy has altered the body.`,
  );
}

const whereKeysAre =
  'The bot and each event webhook have a key of their own, shown where they are configured; of two keys the older one signs.';

function verifyHmac(
  signature: string | readonly string[] | undefined,
  rawBody: Uint8Array,
  secret: string | null,
): Verification {
  if (secret === null)
    return refuse('no-webhook-secret', `The header ${hmacHeader} is there and SALESIQ_WEBHOOK_SECRET is not set.`);
  if (typeof signature !== 'string' || !/^[0-9a-f]{64}$/.test(signature))
    return refuse(
      'signature-unreadable',
      `The header ${hmacHeader} is not a HMAC-SHA256 in 64 lower-case hexadecimal digits.`,
    );
  if (verifySalesIqHmac({ rawBody, signature, secret })) return { ok: true, covers: 'hmac' satisfies SalesIqProof };
  return refuse(
    'signature-wrong',
    `The header ${hmacHeader} was not made with SALESIQ_WEBHOOK_SECRET over these bytes. Compare the secret with the sender's; if it is the same, the sender has signed other bytes than it sent, or a proxy has altered the body.`,
  );
}

const refuse = (reason: string, advice: string): Verification => ({ ok: false, reason, advice });
