import type { Mutant } from './mutant.ts';

const gateway = 'packages/gateway/src';
const webhooks = `${gateway}/http/webhooks.test.ts`;
const reading = `${gateway}/inbound/read-delivery.test.ts`;
const arrivals = `${gateway}/engine/arrivals.test.ts`;

/** From a request to what is stored of it, and back. */
export const mutants: Mutant[] = [
  {
    id: 'refusal-not-reported',
    why: 'the answer says enough',
    file: `${gateway}/http/webhooks.ts`,
    find: '    dependencies.reportRefusal({ ...read, request });\n',
    replace: '',
    suites: [webhooks],
  },
  {
    id: 'advice-for-whoever-tries-a-signature',
    why: 'an advice helps whoever reads it',
    file: `${gateway}/http/webhooks.ts`,
    find: "read.code === 'delivery-malformed' ? read.advice : undefined",
    replace: 'read.advice',
    suites: [webhooks],
  },
  {
    id: 'all-headers-kept',
    why: 'a parser that is corrected may need another header',
    file: `${gateway}/http/webhooks.ts`,
    find: 'const kept = keepHeaders(adapter, request, prepared.notes);',
    replace: 'const kept = request;',
    suites: [webhooks],
  },
  {
    id: 'address-behind-the-proxy-verified',
    why: 'the request says where it came to',
    file: `${gateway}/http/webhooks.ts`,
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the source that is looked for
    find: "const origin = publicUrl ?? `http://${incoming.headers.host ?? ''}`;",
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the source that is put there
    replace: "const origin = `http://${incoming.headers.host ?? publicUrl ?? ''}`;",
    suites: [webhooks],
  },
  {
    id: 'hash-of-the-parsed-body',
    why: 'what was understood is what was stored',
    file: `${gateway}/engine/accept.ts`,
    find: ".update(arrival.request.body).digest('hex');",
    replace: ".update(JSON.stringify(JSON.parse(Buffer.from(arrival.request.body).toString('utf8')))).digest('hex');",
    suites: [arrivals],
  },
  {
    id: 'part-of-a-request-read-as-another',
    why: 'a part is found by its place',
    file: `${gateway}/inbound/read-delivery.ts`,
    find: 'if (delivery === undefined || deliveries.length !== stored.parts)',
    replace: 'if (delivery === undefined)',
    suites: [reading],
  },
  {
    id: 'keys-that-run-together',
    why: 'colons are what separates the parts',
    file: 'packages/core/src/join-key.ts',
    find: ".replaceAll(/[\\\\:]/g, '\\\\$&')",
    replace: ".replaceAll(':', '\\\\:')",
    suites: ['packages/core/src/join-key.test.ts'],
  },
  {
    id: 'long-keys-cut',
    why: 'a thousand bytes tell keys apart',
    file: `${gateway}/inbound/stored-key.ts`,
    find: "joinKey('sha256', createHash('sha256').update(key).digest('hex'))",
    replace: "key.slice(0, createHash('sha256').update('').digest('hex').length)",
    suites: [`${gateway}/inbound/stored-key.test.ts`],
  },
  {
    id: 'rejection-in-silence',
    why: 'a rejected delivery stands in the database',
    file: `${gateway}/engine/inbox.ts`,
    find: "  counters.add('baton_deliveries_rejected_total', { kind, reason: outcome.reason });\n",
    replace: '  void counters;\n',
    suites: [arrivals],
  },
  {
    id: 'event-ahead-of-its-chat-rejected',
    why: 'a chat that is unknown stays unknown',
    file: `${gateway}/engine/inbox.ts`,
    find: 'return unknownChatDelaysMs[looks] ??',
    replace: 'return unknownChatDelaysMs[looks + 3] ??',
    suites: [arrivals],
  },
  {
    id: 'own-chat-at-the-desk-not-adopted',
    why: "a chat that nobody opened is nobody's",
    file: `${gateway}/engine/adopt-chat.ts`,
    find: 'await transaction.linkDesk({ organisation, desk, reference }, id);\n',
    replace: '',
    suites: [`${gateway}/engine/adopt-chat.test.ts`],
  },
  {
    id: 'chat-of-another-organisation-adopted',
    why: 'the key of a leg is unique',
    file: `${gateway}/engine/adopt-chat.ts`,
    find: "if (stored === null || stored.organisation !== organisation) return 'not-ours';",
    replace: "if (stored === null) return 'not-ours';",
    suites: [`${gateway}/engine/adopt-chat.test.ts`],
  },
];
