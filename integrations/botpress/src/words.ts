import { childObject, isJsonObject, type Json, type JsonObject } from '@baton/core';

/** A text as it can be stored. */
export const toWords = (text: string): string => text.replaceAll('\u0000', '').toWellFormed();

const words = (value: Json | undefined): string => (typeof value === 'string' ? toWords(value) : '');

const joined = (...parts: string[]): string => parts.filter((part) => part !== '').join(' ');

/** Where the address of each kind of file stands. */
export const mediaFields: Readonly<Record<string, string>> = {
  image: 'imageUrl',
  audio: 'audioUrl',
  video: 'videoUrl',
  file: 'fileUrl',
};

/** A message of any type of the interface (contract botpress §3) in words; a file is its name and address. Empty: there is nothing to show. */
export function describePayload(type: string, payload: JsonObject): string {
  const field = mediaFields[type];
  if (field !== undefined) {
    const address = words(payload[field]);
    return address === '' ? '' : joined(`[${type}]`, words(payload['title']), address);
  }
  switch (type) {
    case 'text':
      return words(payload['text']);
    case 'markdown':
      return words(payload['markdown']);
    case 'location':
      return joined('[location]', words(payload['title']), words(payload['address']), describePlace(payload));
    case 'bloc':
    case 'carousel':
      return describeItems(payload['items']);
    case 'card':
      return describeCard(payload);
    case 'choice':
    case 'dropdown':
      return [
        words(payload['text']),
        ...listOf(payload['options']).map((option) => `- ${words(option['label'])}`),
      ].join('\n');
    default:
      return '';
  }
}

const describePlace = ({ latitude, longitude }: JsonObject): string =>
  typeof latitude === 'number' && typeof longitude === 'number' ? `(${latitude}, ${longitude})` : '';

const listOf = (value: Json | undefined): JsonObject[] => (Array.isArray(value) ? value.filter(isJsonObject) : []);

/** The items of a carousel are cards, those of a bloc have a type of their own. */
const describeItems = (items: Json | undefined): string =>
  listOf(items)
    .map((item) =>
      isJsonObject(item['payload'])
        ? describePayload(String(item['type']), childObject(item, 'payload'))
        : describeCard(item),
    )
    .filter((line) => line !== '')
    .join('\n');

const describeCard = (card: JsonObject): string =>
  [joined(words(card['title']), words(card['subtitle'])), words(card['imageUrl'])]
    .filter((line) => line !== '')
    .join('\n');
