import type { Mutant } from './mutant.ts';

const zoho = 'integrations/zoho/src';
const contract = `${zoho}/contract.emulator.test.ts`;
const salesIqWebhook = `${zoho}/webhook/salesiq-inbound.test.ts`;
const flatWebhook = 'integrations/flat/src/flat-inbound.test.ts';

/** What is made of vendors' words, in both directions. */
export const mutants: Mutant[] = [
  {
    id: 'several-matches-taken-for-one',
    why: 'the register gives the best match first',
    file: `${zoho}/crm-directory.ts`,
    find: "if (exact.length > 1) return { type: 'ambiguous' };",
    replace: "if (exact.length > 100) return { type: 'ambiguous' };",
    suites: [`${zoho}/crm-directory.test.ts`],
  },
  {
    id: 'part-of-an-address-is-enough',
    why: 'the register was asked for the address',
    file: `${zoho}/crm-directory.ts`,
    find: "(contact) => normalise(contact.email ?? '') === wanted);",
    replace: "(contact) => normalise(contact.email ?? '').endsWith(wanted));",
    suites: [`${zoho}/crm-directory.test.ts`],
  },
  {
    id: 'newest-ticket-only',
    why: 'what was made last is the newest',
    file: `${zoho}/desk-ticket-system.ts`,
    find: 'const recentMax = 50;',
    replace: 'const recentMax = 1;',
    suites: [contract],
  },
  {
    id: 'look-alike-ticket-taken',
    why: 'the index was asked for the key',
    file: `${zoho}/desk-ticket-system.ts`,
    find: 'return customFields[keyField] === key;',
    replace: 'return customFields[keyField] !== key || true;',
    suites: [contract],
  },
  {
    id: 'first-twenty-words-only',
    why: 'one page of a transcript is enough',
    file: `${zoho}/salesiq-desk.ts`,
    find: '(await client.chats.transcript(conversation).all())',
    replace: '(await client.chats.transcript(conversation).first(20))',
    suites: [contract],
  },
  {
    id: 'chat-with-the-bot-is-with-a-human',
    why: 'an active chat has somebody in it',
    file: `${zoho}/salesiq-desk.ts`,
    find: " || (status === 'active' && isWithBot === true)) return 'over';",
    replace: ") return 'over';",
    suites: [contract],
  },
  {
    id: 'event-without-its-message-id',
    why: 'chat and time say which event it is',
    file: `${zoho}/webhook/intent.ts`,
    find: '  if (messageId !== null) return [messageId];\n',
    replace: '',
    suites: [salesIqWebhook],
  },
  {
    id: 'replies-of-one-moment-are-one',
    why: 'chat and time say which event it is',
    file: `${zoho}/webhook/intent.ts`,
    find: "return text === null ? [time] : [time, createHash('sha256').update(text).digest('hex')];",
    replace: "return [time, createHash('sha256').digest('hex').slice(0, text === null ? 1 : 1)];",
    suites: [salesIqWebhook],
  },
  {
    id: 'proof-of-one-shape-for-another',
    why: 'both proofs need a secret',
    file: `${zoho}/webhook/parse.ts`,
    find: 'if (request === null || covers !== needed)',
    replace: "if (request === null || (covers !== needed && covers !== 'hmac'))",
    suites: [salesIqWebhook],
  },
  {
    id: 'bot-taken-for-an-operator',
    why: 'who replies is an operator',
    file: `${zoho}/webhook/intent.ts`,
    find: "return isBot || !hasContent ? noted : { type: 'agent-said', agent: by, text: text ?? '', attachments, messageId };",
    replace:
      "return !hasContent ? noted : { type: 'agent-said', agent: by, text: text ?? '', attachments, messageId };",
    suites: [salesIqWebhook],
  },
  {
    id: 'seconds-taken-for-milliseconds',
    why: 'a number is a time',
    file: 'packages/core/src/inbound/event-time.ts',
    find: "const earliestMs = Date.parse('2000-01-01T00:00:00Z');",
    replace: 'const earliestMs = 1;',
    suites: [salesIqWebhook],
  },
  {
    id: 'words-kept-in-the-open',
    why: 'what was said helps to find a failure',
    file: `${zoho}/webhook/intent.ts`,
    find: "      type: 'salesiq-event',\n      textLength: text?.length ?? 0,",
    replace: "      type: 'salesiq-event',\n      text,\n      textLength: text?.length ?? 0,",
    suites: [salesIqWebhook],
  },
  {
    id: 'flat-channel-open-without-a-secret',
    why: 'without a secret there is nothing to compare',
    file: 'integrations/flat/src/flat-inbound.ts',
    find: 'if (isOpen && (given === undefined || secret === null)) return { ok: true, covers: openName };',
    replace: 'if (secret === null || (isOpen && given === undefined)) return { ok: true, covers: openName };',
    suites: [flatWebhook],
  },
  {
    id: 'unsigned-event-through-the-flat-channel',
    why: 'whatever nobody else recognises is flat',
    file: 'integrations/flat/src/flat-inbound.ts',
    find: "return isEvent || typeof body['handler'] === 'string';",
    replace: "return isEvent && typeof body['handler'] === 'string';",
    suites: [flatWebhook],
  },
];
