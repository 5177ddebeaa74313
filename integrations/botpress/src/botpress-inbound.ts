import {
  AppError,
  createFieldReader,
  type IdSource,
  type InboundAdapter,
  type Intent,
  type ParsedDelivery,
  type RawRequest,
} from '@baton/core';
import { type BotpressInstallation, botpressName, readInstallationName, toChatId } from './installation.ts';
import { notesHeader, readStartNotes } from './notes.ts';
import { type Operation, readOperation } from './operation.ts';
import { prepareOperation } from './prepare.ts';
import { verifyBotpress } from './verify.ts';

export type BotpressInboundOptions = {
  installations: readonly BotpressInstallation[];
  ids: IdSource;
  /** Where files of customers are fetched; default nowhere. */
  fileOrigins?: readonly string[];
};

const { malformed } = createFieldReader('docs/contracts/botpress.md');

/** What Botpress calls at `/botpress` and `/botpress/{installation}`: the protocol of an integration with interface `hitl` 2.x. */
export function createBotpressInbound({
  installations,
  ids,
  fileOrigins = [],
}: BotpressInboundOptions): InboundAdapter {
  const byName = new Map(installations.map((installation) => [installation.name, installation]));
  const find = ({ url }: RawRequest): BotpressInstallation => {
    const installation = byName.get(readInstallationName(url) ?? '');
    if (installation !== undefined) return installation;
    throw malformed('address', 'names no installation that is configured');
  };
  return {
    name: botpressName,
    path: '/botpress/:installation?',
    keptHeaders: ['x-bp-operation', notesHeader],
    recognises: () => true,
    verify: (request) => verifyBotpress(byName, request),
    prepare: (request) => prepareOperation({ installation: find(request), ids, request }),
    parse: (request, covers) => {
      if (covers !== botpressName) throw new AppError('signature-invalid', 'The proof is of another sender.');
      return [parse(find(request), readOperation(request, fileOrigins), request)];
    },
  };
}

function parse({ name, desks }: BotpressInstallation, operation: Operation, request: RawRequest): ParsedDelivery {
  const channel = botpressName;
  switch (operation.type) {
    case 'start': {
      const { conversationId, ...person } = readStartNotes(request);
      const { title, lines, history, userId } = operation;
      const profile = { visitorId: userId, ...person, phone: null, senderAddress: null };
      const wish = { profile, history, title, lines, desks: desks === null ? null : [...desks] };
      const intent: Intent = { type: 'human-wanted', channel, chatId: toChatId(name, conversationId), ...wish };
      return toDelivery({ what: 'start', name, conversationId, id: conversationId }, intent);
    }
    case 'stop': {
      const { conversationId } = operation;
      const intent: Intent = { type: 'human-unwanted', channel, chatId: toChatId(name, conversationId) };
      return toDelivery({ what: 'stop', name, conversationId, id: conversationId }, intent);
    }
    case 'message': {
      const { conversationId, id, text, files: attachments, isOfCustomer } = operation;
      const chatId = toChatId(name, conversationId);
      const intent: Intent = isOfCustomer
        ? { type: 'customer-said', channel, chatId, text, attachments, profile: unknownProfile, claim: null }
        : { type: 'bot-said', channel, chatId, text };
      return toDelivery({ what: 'message', name, conversationId, id }, intent);
    }
    default:
      throw malformed('x-bp-operation', 'names an operation that leaves nothing to be stored');
  }
}

/** Who it is was told with the wish. */
const unknownProfile = { visitorId: null, name: null, email: null, phone: null, senderAddress: null };

type Told = { what: 'start' | 'stop' | 'message'; name: string; conversationId: string; id: string };

/** Botpress repeats what it got no answer to, with the same ids. */
const toDelivery = ({ what, name, conversationId, id }: Told, intent: Intent): ParsedDelivery => ({
  key: [botpressName, name, what, id],
  lane: [botpressName, name, conversationId],
  kind: `botpress-${what}`,
  isRepeatable: true,
  redacted: { type: what, installation: name, conversationId, id },
  intent,
  answer: 'received',
  requestId: null,
});
