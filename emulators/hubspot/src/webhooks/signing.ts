import { createHash, createHmac } from 'node:crypto';

export type Signed = { method: string; url: string; body: string; secret: string; timestamp: string };

const decoded = [':', '/', '?', '@', '!', '$', "'", '(', ')', '*', ',', ';'];
const escapes = new Map(
  decoded.map((character) => [`%${character.charCodeAt(0).toString(16).toUpperCase()}`, character]),
);

/** The address as it is signed: these escapes are decoded, and no others (contract hubspot §10). */
const signedUrl = (url: string): string =>
  url.replace(/%[0-9a-f]{2}/gi, (sequence) => escapes.get(sequence.toUpperCase()) ?? sequence);

/** `X-HubSpot-Signature-v3` (contract hubspot §10). */
export const signV3 = ({ method, url, body, secret, timestamp }: Signed): string =>
  createHmac('sha256', secret)
    .update(`${method}${signedUrl(url)}${body}${timestamp}`)
    .digest('base64');

/** `X-HubSpot-Signature` of app webhooks, version v1 (contract hubspot §10). */
export const signV1 = ({ body, secret }: Signed): string =>
  createHash('sha256').update(`${secret}${body}`).digest('hex');
