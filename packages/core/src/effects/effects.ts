import type { z } from 'zod';
import { addHistory } from './add-history.ts';
import { announceAgent } from './announce-agent.ts';
import { announceEnd } from './announce-end.ts';
import { checkDesk } from './check-desk.ts';
import { closeDesk } from './close-desk.ts';
import { createTicket } from './create-ticket.ts';
import type { EffectDefinition } from './definition.ts';
import { finishDeferred } from './finish-deferred.ts';
import { holdWords } from './hold-words.ts';
import { lookUpIdentity } from './look-up-identity.ts';
import { mailUnheard } from './mail-unheard.ts';
import { openDesk } from './open-desk.ts';
import { pushWords } from './push-words.ts';
import { readTicket } from './read-ticket.ts';
import { relayFile } from './relay-file.ts';
import { relayToDesk } from './relay-to-desk.ts';
import { reportReceipt } from './report-receipt.ts';
import { sendHistory } from './send-history.ts';
import { sendMail } from './send-mail.ts';
import { tagTicket } from './tag-ticket.ts';

/** Every kind of effect there is. The performer of each is found by its kind in the gateway, which refuses to start without one. */
export const effectDefinitions = {
  'add-history': addHistory,
  'announce-agent': announceAgent,
  'announce-end': announceEnd,
  'check-desk': checkDesk,
  'close-desk': closeDesk,
  'create-ticket': createTicket,
  'finish-deferred': finishDeferred,
  'hold-words': holdWords,
  'look-up-identity': lookUpIdentity,
  'mail-unheard': mailUnheard,
  'open-desk': openDesk,
  'push-words': pushWords,
  'read-ticket': readTicket,
  'relay-file': relayFile,
  'relay-to-desk': relayToDesk,
  'report-receipt': reportReceipt,
  'send-history': sendHistory,
  'send-mail': sendMail,
  'tag-ticket': tagTicket,
};

type Definitions = typeof effectDefinitions;

export type EffectKind = keyof Definitions;
/** One thing to do in the outside world, as data, by its kind. */
export type EffectAction<Kind extends EffectKind = EffectKind> = {
  [Each in Kind]: z.output<Definitions[Each]['schema']> & { kind: Each };
}[Kind];

/** The definition that speaks for an action. */
export function findDefinition<Kind extends EffectKind>(
  action: EffectAction<Kind>,
): EffectDefinition<EffectAction<Kind>> {
  const definitions: { [Each in EffectKind]: EffectDefinition<EffectAction<Each>> } = effectDefinitions;
  return definitions[action.kind];
}

/** Reads a stored effect; null when its kind is not known (any more) or its data cannot be read. */
export function parseEffect(kind: string, data: unknown): EffectAction | null {
  if (!isEffectKind(kind)) return null;
  const read = effectDefinitions[kind].schema.safeParse(data);
  return read.success ? read.data : null;
}

const isEffectKind = (kind: string): kind is EffectKind => Object.hasOwn(effectDefinitions, kind);
