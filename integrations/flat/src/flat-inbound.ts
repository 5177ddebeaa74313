import { isIP } from 'node:net';
import { verifySharedSecret } from '@baton/client-webhooks';
import {
  AppError,
  createFieldReader,
  type InboundAdapter,
  type Intent,
  isJsonObject,
  type Json,
  type JsonObject,
  type ParsedDelivery,
  type RawRequest,
  type Verification,
} from '@baton/core';
import { parseJson } from '@baton/http-kit';

export type FlatSecrets = {
  /** What `x-baton-secret` must hold; null: refused, unless open. */
  secret: string | null;
  /** For the demo on loopback only: no secret is needed. A wrong one is refused all the same. */
  isOpen: boolean;
};

export const flatName = 'flat';
/** What the demo takes without a secret: anybody on this machine may have sent it. */
const openName = 'flat-open';
const secretHeader = 'x-baton-secret';
const { malformed, jsonObject, optionalId, optionalEmail, optionalName, optionalText, requiredId } =
  createFieldReader('docs/guides/flat.md');

/**
 * The simple JSON channel: `{chat_id, message, message_id?, visitor_…?}`, answered with the words of the turn; an empty message asks for
 * words that wait. `session` is the token that answers bring. Takes whatever no other adapter of its path recognises.
 */
export function createFlatInbound(secrets: FlatSecrets): InboundAdapter {
  return {
    name: flatName,
    path: '/webhook/salesiq',
    keptHeaders: [],
    prepare: null,
    recognises: () => true,
    verify: (request) => verify(request, secrets),
    parse: ({ body }, covers) => [parse(jsonObject(body, parseJson), { isTrusted: covers === flatName })],
  };
}

/** Whatever no other adapter recognises comes here, so the sender may be none of this channel's. */
const orUnsigned =
  'If it was sent by a vendor, signing is switched off there, its key is not set here, or a proxy drops the header with the signature.';

function verify({ headers }: RawRequest, { secret, isOpen }: FlatSecrets): Verification {
  const given = headers[secretHeader];
  const genuine: Verification = { ok: true, covers: flatName };
  if (isOpen && (given === undefined || secret === null)) return { ok: true, covers: openName };
  if (secret === null)
    return {
      ok: false,
      reason: 'no-flat-secret',
      advice: `BATON_FLAT_SECRET is not set, so no flat message is taken. ${orUnsigned}`,
    };
  if (given === undefined)
    return {
      ok: false,
      reason: 'secret-missing',
      advice: `There is no header ${secretHeader}; have the sender set it to BATON_FLAT_SECRET. ${orUnsigned}`,
    };
  if (typeof given === 'string' && verifySharedSecret({ given, expected: secret })) return genuine;
  return {
    ok: false,
    reason: 'secret-wrong',
    advice: `The header ${secretHeader} is not BATON_FLAT_SECRET. Compare both for blanks, quotes and line ends.`,
  };
}

function parse(body: JsonObject, { isTrusted }: { isTrusted: boolean }): ParsedDelivery {
  if (isOfAnotherSender(body))
    throw new AppError(
      'signature-invalid',
      'The body is that of a webhook whose sender signs it, and there is no signature header. Switch signing on at the sender, and look for a proxy that drops headers.',
    );
  const message = body['message'];
  if (!('chat_id' in body) && typeof message !== 'string')
    throw malformed('chat_id', 'is missing, so the shape of the body is not known');
  if (typeof message !== 'string') throw malformed('message', 'must be a string');
  const chatId = requiredId(body['chat_id'], 'chat_id');
  const text = optionalText(message, 'message') ?? '';
  const messageId = optionalId(body['message_id'], 'message_id');
  const claim = { isTrusted, session: optionalId(body['session'], 'session') };
  const said = { channel: flatName, chatId, profile: readProfile(body), claim };
  const intent: Intent =
    text.trim() === ''
      ? { type: 'customer-listens', ...said }
      : { type: 'customer-said', ...said, text, attachments: [] };
  return {
    key: messageId === null ? null : [flatName, chatId, messageId],
    lane: [flatName, chatId],
    kind: flatName,
    isRepeatable: messageId !== null,
    redacted: { type: flatName, textLength: text.length, chatId, messageId },
    intent,
    answer: 'turn',
    requestId: null,
  };
}

/** Bot calls and event webhooks come to the same address; they bear these marks and need a signature of their own. */
function isOfAnotherSender(body: JsonObject): boolean {
  const isEvent = 'event' in body && (isJsonObject(body['entity']) || isJsonObject(body['data']));
  return isEvent || typeof body['handler'] === 'string';
}

const readProfile = (body: JsonObject) => ({
  visitorId: optionalId(body['visitor_id'], 'visitor_id'),
  name: optionalName(body['visitor_name'], 'visitor_name'),
  email: optionalEmail(body['visitor_email'], 'visitor_email'),
  phone: optionalName(body['visitor_phone'], 'visitor_phone'),
  senderAddress: readAddress(body['visitor_ip']),
});

/** Mails are counted by it and nothing else is done with it, so that one we cannot read is none. */
const readAddress = (value: Json | undefined): string | null =>
  typeof value === 'string' && isIP(value) !== 0 ? value : null;
