import { type HubSpotDelivery, verifyHubSpot } from '../src/hubspot.ts';
import { bodies, bodyForms, signatureForms } from './forms.ts';
import { base64, hex, hmacSha256, isWithin, sha256 } from './oracle.ts';
import type { Trial } from './salesiq-trials.ts';

const at = 1_795_169_731_412;
const secret = 'fixture-client-secret-not-a-real-one';
const older = 'the-secret-before';
const url = 'https://handoff.example.test/webhooks/hubspot/tnt%3Ademo%40eu?name=a%20b%26c&to=%2fx';

type Version = 'v1' | 'v2' | 'v3';
type Sent = { method: string; url: string; body: Buffer; timestamp: string };

const plain = (body: Buffer): Sent => ({ method: 'POST', url, body, timestamp: String(at) });

/** What HubSpot puts into the header. */
function signatureOf(version: Version, sent: Sent, key = secret): Buffer {
  if (version === 'v1') return sha256(key, sent.body);
  if (version === 'v2') return sha256(key, sent.method, sent.url, sent.body);
  const signed = sent.url.replace(/%[0-9a-f]{2}/gi, (escaped) =>
    ":/?@!$'()*,;".includes(decodeOne(escaped)) ? decodeOne(escaped) : escaped,
  );
  return hmacSha256(key, sent.method, signed, sent.body, sent.timestamp);
}

const decodeOne = (escaped: string): string => String.fromCharCode(Number.parseInt(escaped.slice(1), 16));

const spell = (version: Version, bytes: Buffer): string => (version === 'v3' ? base64(bytes) : hex(bytes));

type Given = {
  version: Version;
  sent: Sent;
  signature: string;
  secrets?: string[];
  headers?: HubSpotDelivery['headers'];
  versions?: Version[];
};

function toTrial(
  name: string,
  { version, sent, signature, secrets = [secret, older], headers, versions = [version] }: Given,
): Trial {
  const isV3 = version === 'v3';
  const isInTime = !isV3 || (/^\d+$/.test(sent.timestamp) && isWithin(Number(sent.timestamp), at, 300_000));
  const isOwn = secrets.some((key) => key !== '' && spell(version, signatureOf(version, sent, key)) === signature);
  const own: HubSpotDelivery['headers'] = isV3
    ? { 'x-hubspot-signature-v3': signature, 'x-hubspot-request-timestamp': sent.timestamp }
    : { 'x-hubspot-signature': signature, 'x-hubspot-signature-version': version };
  return {
    name: `${version} ${name}`,
    isGenuine: isInTime && isOwn && versions.includes(version) && headers === undefined,
    check: () =>
      verifyHubSpot({
        method: sent.method,
        url: sent.url,
        rawBody: sent.body,
        headers: { ...own, ...headers },
        secrets,
        now: new Date(at),
        versions,
      }),
  };
}

/** HubSpot's three signatures. */
export function hubSpotTrials(version: Version): Trial[] {
  const trials: Trial[] = [];
  for (const { name, value } of bodies) {
    const signature = spell(version, signatureOf(version, plain(value)));
    for (const form of bodyForms(value))
      trials.push(toTrial(`${name}: ${form.name}`, { version, sent: plain(form.value), signature }));
  }
  const sent = plain(bodies[0]?.value ?? Buffer.alloc(0));
  const bytes = signatureOf(version, sent);
  const signature = spell(version, bytes);
  for (const form of signatureForms(signature, bytes))
    trials.push(toTrial(`signature: ${form.name}`, { version, sent, signature: form.value }));
  const others = [
    { method: 'PUT' },
    { method: 'GET' },
    { url: `${url}&x` },
    { url: url.slice(0, -1) },
    { url: url.replace('https', 'http') },
    { url: url.replace('%3A', ':') },
    { url: url.replace('%2f', '%2F') },
    { url: url.replace('%20', ' ') },
    { url: url.replace('%20', '+') },
    { url: url.replace('%26', '&') },
    { url: url.split('?')[0] ?? '' },
    { url: '' },
    { url: `${url}#x` },
    { url: url.replace('handoff', 'HANDOFF') },
    { url: url.replace('.test/', '.test:443/') },
  ];
  for (const other of others)
    trials.push(
      toTrial(`another address: ${JSON.stringify(other)}`, { version, sent: { ...sent, ...other }, signature }),
    );
  for (const [index, secrets] of [[], [''], [secret], [older], [older, secret], ['', 'x'], [`${secret} `]].entries())
    for (const key of [secret, older, ''])
      trials.push(
        toTrial(`secrets ${index}`, {
          version,
          sent,
          signature: spell(version, signatureOf(version, sent, key)),
          secrets,
        }),
      );
  return [...trials, ...(version === 'v3' ? timeTrials(sent) : []), ...downgradeTrials(version, sent)];
}

function timeTrials(sent: Sent): Trial[] {
  const stamps = [-300_001, -300_000, -299_999, 0, 299_999, 300_000, 300_001, 86_400_000].map((off) =>
    String(at + off),
  );
  const odd = [
    '',
    'soon',
    '0',
    `${at}.0`,
    ` ${at}`,
    `${at} `,
    `+${at}`,
    `-${at}`,
    '1.795169731412e12',
    `0x${at.toString(16)}`,
    String(Math.floor(at / 1_000)),
    `${at}000`,
    'Infinity',
    'NaN',
    '١٧٩٥١٦٩٧٣١٤١٢',
  ];
  return [...stamps, ...odd].flatMap((timestamp) => {
    const stamped = { ...sent, timestamp };
    const signature = base64(signatureOf('v3', stamped));
    return [
      toTrial(`time ${timestamp}`, { version: 'v3', sent: stamped, signature }),
      toTrial(`time ${timestamp} put in afterwards`, {
        version: 'v3',
        sent: stamped,
        signature: base64(signatureOf('v3', sent)),
      }),
    ];
  });
}

/** A weaker or unasked version must not stand in for the one that is wanted. */
function downgradeTrials(version: Version, sent: Sent): Trial[] {
  const signature = spell(version, signatureOf(version, sent));
  const all: Version[] = ['v1', 'v2', 'v3'];
  const unasked = all
    .filter((other) => other !== version)
    .map((other) => toTrial(`where ${other} is asked for`, { version, sent, signature, versions: [other] }));
  const none = toTrial('where none is asked for', { version, sent, signature, versions: [] });
  const asked = toTrial('where all are asked for', { version, sent, signature, versions: all });
  if (version === 'v3') return [...unasked, none, asked];
  const mislabelled = { 'x-hubspot-signature-version': version === 'v1' ? 'v2' : 'v1' };
  const withBadV3 = { 'x-hubspot-signature-v3': 'AAAA', 'x-hubspot-request-timestamp': String(at) };
  return [
    ...unasked,
    none,
    asked,
    toTrial('under the other name', { version, sent, signature, versions: all, headers: mislabelled }),
    toTrial('under a name that is none', {
      version,
      sent,
      signature,
      versions: all,
      headers: { 'x-hubspot-signature-version': 'v0' },
    }),
    toTrial('beside a wrong v3', { version, sent, signature, versions: all, headers: withBadV3 }),
    toTrial('beside an empty v3', {
      version,
      sent,
      signature,
      versions: all,
      headers: { ...withBadV3, 'x-hubspot-signature-v3': '' },
    }),
  ];
}
