import type { Mutant } from './mutant.ts';

const engine = 'packages/gateway/src/engine';
const performers = 'packages/gateway/src/performers';
const outbox = `${engine}/outbox.test.ts`;
const deferred = `${engine}/deferred.test.ts`;

/** How work is taken in, done once and given up in the open. */
export const mutants: Mutant[] = [
  {
    id: 'acknowledged-before-the-commit',
    why: 'an event needs no answer, so its sender need not wait',
    file: `${engine}/accept.ts`,
    find: "  reach('ingest.store:before');\n",
    replace: `  if (arrival.deliveries[0].answer === 'received') {
    for (const [part, delivery] of arrival.deliveries.entries())
      void store.inbox.add(toRow(dependencies, arrival, { delivery, part, hash })).catch(() => undefined);
    return { deliveryId: '0', sending: 1, status: 200, body: { received: true } };
  }
`,
    suites: [`${engine}/arrivals.test.ts`],
  },
  {
    id: 'flushed-before-the-send',
    why: 'the answer is ready',
    file: 'packages/gateway/src/http/webhooks.ts',
    find: "  reply.raw.once('finish', () => report('flushed'));\n",
    replace: "  report('flushed');\n",
    suites: ['packages/gateway/src/http/webhooks.test.ts'],
  },
  {
    id: 'lease-never-renewed',
    why: 'a lane is done within its lease',
    file: `${engine}/lane-worker.ts`,
    find: '.renew(() => lanes.renew(claim.token, leaseMs))',
    replace: '.renew(() => Promise.resolve(true))',
    suites: [`${engine}/lane-worker.test.ts`],
  },
  {
    id: 'lost-lease-not-noticed',
    why: 'the database takes care of leases',
    file: `${engine}/lease.ts`,
    find: 'isLost: () => isTaken || now() >= validUntilMs,',
    replace: 'isLost: () => isTaken,',
    suites: [`${engine}/lease.test.ts`],
  },
  {
    id: 'acts-without-a-lease',
    why: 'it was looked at before the effect began',
    file: `${engine}/lease.ts`,
    find: "    if (isLost()) throw new LeaseLost('the lease is lost');\n",
    replace: '',
    suites: [outbox],
  },
  {
    id: 'throwing-effect-never-dead',
    why: 'what is patient is tried for days',
    file: `${engine}/outbox.ts`,
    find: "if (performed.type === 'crashed' && failures >= deadAfterAttempts)",
    replace: "if (performed.type === 'crashed' && failures >= deadAfterAttempts * 1_000)",
    suites: [outbox],
  },
  {
    id: 'hopeless-delivery-endless',
    why: 'nothing that came in may be lost',
    file: `${engine}/inbox.ts`,
    find: 'failures >= failureDelaysMs.length;',
    replace: 'failures >= failureDelaysMs.length * 1_000;',
    suites: [`${engine}/inbox.test.ts`],
  },
  {
    id: 'failures-counted-for-neighbours',
    why: 'what stands behind a failure has failed with it',
    file: `${engine}/inbox.ts`,
    find: '    if (!isDone) return;\n',
    replace: '',
    suites: [`${engine}/inbox.test.ts`],
  },
  {
    id: 'hopeless-relay-endless',
    why: "a customer's words must not be dropped",
    file: 'packages/core/src/effects/relay-to-desk.ts',
    find: '  retry: deskRetry,\n',
    replace: "  retry: { type: 'patient' },\n",
    suites: [outbox],
  },
  {
    id: 'outcome-reported-twice',
    why: 'the effect was locked when it was claimed',
    file: `${engine}/outbox.ts`,
    find: 'if ((await transaction.lockWaitingEffect(effect.id)) === null) return;',
    replace: 'await transaction.lockWaitingEffect(effect.id);',
    suites: [outbox],
  },
  {
    id: 'stale-effect-performed',
    why: 'it was right when it was decided',
    file: `${engine}/outbox.ts`,
    find: '  if (staleReason !== null) {',
    replace: '  if (staleReason !== null && effect.failures > 0) {',
    suites: [outbox],
  },
  {
    id: 'delivery-processed-twice',
    why: 'a claim hands out what waits',
    file: `${engine}/inbox.ts`,
    find: "  if (!isWaiting) return 'done';\n",
    replace: '  void isWaiting;\n',
    suites: [`${engine}/inbox.test.ts`],
  },
  {
    id: 'repetition-answered-anew',
    why: 'the newest answer is the best',
    file: `${engine}/respond.ts`,
    find: "    if (response !== null) return { type: 'answered', body: asObject(response) };\n",
    replace: '',
    suites: [`${engine}/engine.test.ts`],
  },
  {
    id: 'history-line-at-a-boundary-lost',
    why: 'a line that does not fit begins the next piece',
    file: `${engine}/transcript.ts`,
    find: "      current = '';\n    }\n",
    replace: "      current = '';\n      continue;\n    }\n",
    suites: [`${engine}/transcript.test.ts`],
  },
  {
    id: 'relay-looked-for-one-place-off',
    why: 'the history is followed by the first relayed text',
    file: `${performers}/relay-to-desk.ts`,
    find: 'if (sent.value.length >= history.length + action.position) return done;',
    replace: 'if (sent.value.length > history.length + action.position) return done;',
    suites: [`${performers}/relay-to-desk.test.ts`],
  },
  {
    id: 'relay-lost-one-place-off',
    why: 'positions begin with 0',
    file: `${performers}/relay-to-desk.ts`,
    find: 'if (sent.value.length >= history.length + action.position) return done;',
    replace: 'if (sent.value.length >= history.length + action.position - 1) return done;',
    suites: [`${performers}/relay-to-desk.test.ts`],
  },
  {
    id: 'relay-doubled-after-a-kill',
    why: 'one looks when a try has failed',
    file: `${performers}/relay-to-desk.ts`,
    find: 'if (effect.attempts > 1) {',
    replace: 'if (effect.failures > 0) {',
    suites: [`${performers}/relay-to-desk.test.ts`],
  },
  {
    id: 'history-doubled-after-a-kill',
    why: 'one looks when a try has failed',
    file: `${performers}/send-history.ts`,
    find: 'if (effect.attempts > 1) {',
    replace: 'if (effect.failures > 0) {',
    suites: [`${performers}/send-history.test.ts`],
  },
  {
    id: 'note-doubled-after-a-kill',
    why: 'one looks when a try has failed',
    file: `${performers}/add-history.ts`,
    find: 'if (effect.attempts > 1) {',
    replace: 'if (effect.failures > 0) {',
    suites: [`${performers}/add-history.test.ts`],
  },
  {
    id: 'desk-opened-twice-after-a-kill',
    why: 'a try that failed is known',
    file: `${performers}/open-desk.ts`,
    find: "  await store.outbox.recordProgress(effect.id, { isSent: true });\n  const opened = await desk.open(opening);\n  if (opened.type === 'ok')",
    replace:
      "  const opened = await desk.open(opening);\n  if (opened.type === 'retry') await store.outbox.recordProgress(effect.id, { isSent: true });\n  if (opened.type === 'ok')",
    suites: [`${performers}/open-desk.test.ts`],
  },
  {
    id: 'ticket-made-again-without-a-look',
    why: 'a create that failed has made nothing',
    file: `${performers}/create-ticket.ts`,
    find: 'if (!created.isAmbiguous) await',
    replace: 'await',
    suites: [`${performers}/create-ticket.test.ts`],
  },
  {
    id: 'code-over-the-limit-not-voided',
    why: 'a mail that is not sent needs no report',
    file: `${performers}/send-mail.ts`,
    find: "return { type: 'refused', code: 'too-many-codes', report: { type: 'void-code', challengeId } };",
    replace: "return { type: 'done', report: null };",
    suites: [`${engine}/codes.test.ts`],
  },
  {
    id: 'mail-of-another-id-at-each-try',
    why: 'each mail has an id of its own',
    file: `${performers}/message-id.ts`,
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the source that is looked for
    find: "`<${effectKey.replaceAll(':', '.')}@baton>`",
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the source that is put there
    replace: '`<${effectKey.replaceAll(":", ".")}.${performance.now()}@baton>`',
    suites: [`${performers}/send-mail.test.ts`],
  },
  {
    id: 'deferred-answer-said-twice',
    why: 'an answer that is refused has not been said',
    file: `${performers}/finish-deferred.ts`,
    find: "return sent.type === 'ok' || isMaybeSent\n",
    replace: "return sent.type === 'ok'\n",
    suites: [deferred],
  },
  {
    id: 'deferred-words-not-taken',
    why: 'words count as delivered when the vendor has confirmed them',
    file: `${performers}/finish-deferred.ts`,
    find: "const taken = await takeMessages(transaction, stored, { type: 'pushed' });",
    replace:
      "const taken = await takeMessages(transaction, stored, { type: 'response', deliveryId: action.deliveryId });",
    suites: [deferred],
  },
  {
    id: 'deferred-answer-over-a-human',
    why: 'it was right when it was fixed',
    file: `${performers}/finish-deferred.ts`,
    find: "if (isSuperseded({ author: 'bot', generation: plan.generation }, planned.state)) {",
    replace: "if (!isMaybeSent && isSuperseded({ author: 'bot', generation: plan.generation }, planned.state)) {",
    suites: [deferred],
  },
];
