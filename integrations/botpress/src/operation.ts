import {
  type Attachment,
  childObject,
  createFieldReader,
  isJsonObject,
  type Json,
  type JsonObject,
  type RawRequest,
  type SaidElsewhere,
} from '@baton/core';
import { parseJson } from '@baton/http-kit';
import { takeFiles } from './files.ts';
import { isBotpressId } from './installation.ts';
import { describePayload, toWords } from './words.ts';

/** What one call of Botpress asks (contract botpress §4). `noted`: it is answered, and that is all. */
export type Operation =
  | { type: 'noted'; name: string }
  | { type: 'register' }
  | { type: 'webhook' }
  | { type: 'create-user'; name: string; email: string | null; pictureUrl: string | null }
  | StartOperation
  | { type: 'stop'; conversationId: string }
  /** `isOfCustomer` false: a line of the bot or of the plugin. */
  | {
      type: 'message';
      id: string;
      conversationId: string;
      text: string;
      files: Attachment[];
      isOfCustomer: boolean;
    };

export type StartOperation = {
  type: 'start';
  userId: string;
  title: string | null;
  lines: string[];
  history: SaidElsewhere[];
  /** All of the wish, to recognise a repetition by. */
  input: JsonObject;
};

const { malformed, jsonObject, requiredId } = createFieldReader('docs/contracts/botpress.md');

/**
 * `fileOrigins`: where files can be fetched; what lies elsewhere is told by its address.
 * @throws AppError `delivery-malformed` naming the field and never its value
 */
export function readOperation(
  { headers, body }: Pick<RawRequest, 'headers' | 'body'>,
  fileOrigins: readonly string[] = [],
): Operation {
  const name = headers['x-bp-operation'];
  if (typeof name !== 'string') throw malformed('x-bp-operation', 'is missing among the headers');
  const given = jsonObject(body, parseJson);
  switch (name) {
    case 'ping':
    case 'unregister':
    case 'create_user':
    case 'create_conversation':
    case 'message_updated':
    case 'conversation_updated':
      return { type: 'noted', name };
    case 'register':
      return { type: 'register' };
    case 'webhook_received':
      return { type: 'webhook' };
    case 'action_triggered':
      return readAction(given);
    case 'message_created':
      return readMessage(given, fileOrigins);
    default:
      throw malformed('x-bp-operation', 'names no operation that is known');
  }
}

function readAction(given: JsonObject): Operation {
  const input = childObject(given, 'input');
  switch (given['type']) {
    case 'createUser': {
      const name = shortWords(input['name']);
      if (name === null) throw malformed('input.name', 'is missing or empty');
      return { type: 'create-user', name, email: readEmail(input['email']), pictureUrl: readUrl(input['pictureUrl']) };
    }
    case 'startHitl':
      return readStart(input);
    case 'stopHitl':
      return { type: 'stop', conversationId: readId(input['conversationId'], 'input.conversationId') };
    default:
      throw malformed('type', 'names no action that is known');
  }
}

function readStart(input: JsonObject): StartOperation {
  const { messageHistory: history } = input;
  if (!Array.isArray(history)) throw malformed('input.messageHistory', 'must be a list');
  const description = longWords(input['description']);
  const fields = Object.entries(childObject(input, 'hitlSession')).flatMap(([name, value]) => {
    const shown = describeField(value);
    return shown === null ? [] : [toWords(`${name}: ${shown}`)];
  });
  return {
    type: 'start',
    userId: readId(input['userId'], 'input.userId'),
    title: shortWords(input['title']),
    lines: [...(description === null ? [] : [description]), ...fields],
    history: history.flatMap(readSaid),
    input,
  };
}

function readSaid(item: Json): SaidElsewhere[] {
  if (!isJsonObject(item)) return [];
  const text = describePayload(String(item['type']), childObject(item, 'payload'));
  const author = childObject(item, 'source')['type'] === 'user' ? 'customer' : 'bot';
  return text === '' ? [] : [{ author, text }];
}

function readMessage(given: JsonObject, fileOrigins: readonly string[]): Operation {
  const payload = childObject(given, 'payload');
  const isOfCustomer = typeof payload['userId'] === 'string';
  const whole = { type: String(given['type']), payload };
  // A line of the bot is told in words alone.
  const { files, rest } = isOfCustomer ? takeFiles(fileOrigins, whole) : { files: [], rest: whole };
  const text = rest === null ? '' : describePayload(rest.type, rest.payload);
  if (text === '' && files.length === 0) throw malformed('payload', 'holds nothing that could be shown');
  return {
    type: 'message',
    id: readId(childObject(given, 'message')['id'], 'message.id'),
    conversationId: readId(childObject(given, 'conversation')['id'], 'conversation.id'),
    text,
    files,
    isOfCustomer,
  };
}

function readId(value: Json | undefined, field: string): string {
  const id = requiredId(value, field);
  if (isBotpressId(id)) return id;
  throw malformed(field, 'must be an id of Botpress');
}

const titleCharactersMax = 200;

function shortWords(value: Json | undefined): string | null {
  const words = longWords(value);
  return words === null ? null : [...words].slice(0, titleCharactersMax).join('');
}

function longWords(value: Json | undefined): string | null {
  const words = typeof value === 'string' ? toWords(value).trim() : '';
  return words === '' ? null : words;
}

function describeField(value: Json): string | null {
  if (value === null || value === '') return null;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** For users without an address the plugin makes one up, to which nobody can write (contract botpress §6). */
const madeUp = /@no-reply\..+\.botpress\.com$/i;

function readEmail(value: Json | undefined): string | null {
  const written = typeof value === 'string' ? toWords(value).trim().toLowerCase() : '';
  return written === '' || written.length > 200 || madeUp.test(written) ? null : written;
}

function readUrl(value: Json | undefined): string | null {
  return typeof value === 'string' && /^https?:\/\//.test(value) && URL.canParse(value) ? value : null;
}
