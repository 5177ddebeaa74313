import type { WorkflowDefinition } from '@baton/core';
import { isConfigured, type VendorPart } from '../vendors/vendor.ts';
import { vendors } from '../vendors/vendors.ts';
import type { Configuration } from './configuration.ts';
import { conversationSettings } from './groups/conversation.ts';
import { storageSettings } from './groups/storage.ts';
import { type ConfigProblem, listMissing } from './problems.ts';
import { describeSettings } from './setting.ts';

/** What cannot work although each setting alone is sound, each with its fix. */
export function checkTogether(configuration: Configuration, workflows: readonly WorkflowDefinition[]): ConfigProblem[] {
  return [
    ...vendors.flatMap((vendor) => vendor.check(configuration)),
    ...(configuration.isDemo ? [] : findMissingKey(configuration)),
    ...findMissingWayIn(configuration),
    ...findMissingEnd(configuration),
    ...findRivals(configuration),
    ...findMissingMailer(configuration, workflows),
    ...findBadChain(configuration),
  ];
}

/** What a chain may end with; everything before it is a desk. */
export const isLastStep = (step: string): boolean => step === 'callback' || step === 'ticket';

/** Who is asked for a human, in order; ends with the ticket that always works. */
export function readChain(configuration: Configuration): string[] {
  const written = configuration.read(conversationSettings)?.BATON_HANDOFF_CHAIN;
  if (written !== null && written !== undefined) return written;
  // What the demo only offers is asked by nobody who has not chosen it.
  const asked = configuredParts(configuration, 'desk').filter(({ needs: [telling] }) => configuration.has(telling));
  return [...asked.map(({ name }) => name), 'ticket'];
}

/** Names of the configured desks. */
export const listDeskNames = (configuration: Configuration): string[] =>
  configuredParts(configuration, 'desk').map(({ name }) => name);

const partsOfKind = (kind: VendorPart['kind']): VendorPart[] =>
  vendors.flatMap(({ parts }) => parts.filter((part) => part.kind === kind));

const configuredParts = (configuration: Configuration, kind: VendorPart['kind']): VendorPart[] =>
  partsOfKind(kind).filter((part) => isConfigured(part, configuration));

function findMissingKey(configuration: Configuration): ConfigProblem[] {
  const storage = configuration.read(storageSettings);
  if (storage === null || storage.DATABASE_URL === null || storage.BATON_SECRET_KEY.length > 0) return [];
  return [
    {
      name: 'BATON_SECRET_KEY',
      problem: 'is missing, and DATABASE_URL needs it.',
      fix: 'Set the same 32 bytes in Base64 on every node, for example from `openssl rand -base64 32`.',
    },
  ];
}

function findMissingWayIn(configuration: Configuration): ConfigProblem[] {
  const isWayIn = (part: VendorPart): boolean => 'proofs' in part && part.proofs.length > 0;
  if (configuredParts(configuration, 'inbound').some(isWayIn)) return [];
  const [first = '', ...others] = partsOfKind('inbound').flatMap((part) => ('proofs' in part ? part.proofs : []));
  const problem = `is missing, and so is ${others.join(' and ')}: no request could be verified.`;
  return [{ name: first, problem, fix: 'Set at least one of them, and what goes with it.' }];
}

/** Every wish for help must end somewhere; a desk may miss it, a ticket system records it. */
function findMissingEnd(configuration: Configuration): ConfigProblem[] {
  if (configuredParts(configuration, 'tickets').length > 0) return [];
  // Any of them would do; the first is proposed.
  const [proposed] = partsOfKind('tickets');
  return (proposed?.needs ?? [])
    .filter((group) => !configuration.has(group))
    .flatMap((group) => listMissing(group, 'Without a ticket system a chat that no human takes would end in silence.'));
}

/** Of these an installation has one; with two nobody could tell where a ticket or a mail went. */
const soleKinds = [
  ['tickets', 'ticket system'],
  ['directory', 'directory of customers'],
  ['mailer', 'mailer'],
] as const;

function findRivals(configuration: Configuration): ConfigProblem[] {
  return soleKinds.flatMap(([kind, words]) => {
    const [first, ...rivals] = configuredParts(configuration, kind);
    return rivals.map(({ name, needs: [telling] }) => ({
      name: describeSettings(telling)[0]?.name ?? name,
      problem: `makes ${name} a second ${words} beside ${first?.name}.`,
      fix: 'Leave the settings of one of them out.',
    }));
  });
}

function findMissingMailer(configuration: Configuration, workflows: readonly WorkflowDefinition[]): ConfigProblem[] {
  if (configuredParts(configuration, 'mailer').length > 0) return [];
  const proving = workflows.filter(({ steps }) => steps.some(({ kind }) => kind === 'verify')).map(({ name }) => name);
  if (proving.length === 0) return [];
  const why = `Needed for the codes that ${proving.join(', ')} sends by mail.`;
  return partsOfKind('mailer').flatMap(({ needs }) => needs.flatMap((group) => listMissing(group, why)));
}

function findBadChain(configuration: Configuration): ConfigProblem[] {
  const chain = configuration.read(conversationSettings)?.BATON_HANDOFF_CHAIN;
  if (chain === null || chain === undefined) return [];
  const name = 'BATON_HANDOFF_CHAIN';
  const desks = configuredParts(configuration, 'desk').map((part) => part.name);
  const unknown = chain.filter((step) => !isLastStep(step) && !desks.includes(step));
  if (unknown.length > 0) {
    const known = partsOfKind('desk').find((part) => unknown.includes(part.name));
    const fix =
      known === undefined
        ? `Name configured desks (${desks.join(', ') || 'there is none'}), then ticket.`
        : `Set ${describeSettings(known.needs[0])[0]?.name} and what goes with it, or leave ${known.name} out.`;
    return [{ name, problem: `names ${unknown.join(', ')}, and no such desk is configured.`, fix }];
  }
  if (new Set(chain).size < chain.length)
    return [{ name, problem: 'names a desk twice.', fix: 'Name each desk once; a chain goes on and never back.' }];
  const ends = chain.slice(chain.findIndex(isLastStep));
  if (!chain.some(isLastStep) || !ends.every(isLastStep) || chain.indexOf('ticket') < chain.indexOf('callback')) {
    const fix = 'Desks may miss a chat; a ticket always works. Before it may stand callback.';
    return [{ name, problem: 'does not end with ticket.', fix }];
  }
  return [];
}
