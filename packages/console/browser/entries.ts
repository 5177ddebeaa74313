import { type Data, dataOf, listOf, numberOf, textOf } from './api.ts';
import { clock, make, words } from './dom.ts';

/** What was said before: by the customer, the bot (marked), or humans elsewhere. */
export function historyEntry(message: Data): HTMLLIElement {
  const author = textOf(message['author']);
  const name = { customer: 'Customer', bot: 'Bot', agent: textOf(message['author_name']), system: 'Baton' }[author];
  const item = words('li', author === 'customer' ? '' : 'bot', textOf(message['text']));
  item.prepend(make('small', '', `${name ?? author} · ${clock(textOf(message['at']))}`));
  item.dataset['seq'] = String(numberOf(message['seq']));
  return item;
}

const nameOf = (value: unknown): string => textOf(dataOf(value)['name']);

const tellings: Record<string, (entry: Data) => string> = {
  opened: () => 'The customer waits for a human',
  accepted: (entry) => `${nameOf(entry['agent'])} accepted the chat`,
  given: (entry) => withNote(`${nameOf(entry['agent'])} gave the chat to ${nameOf(entry['to'])}`, entry),
  passed: (entry) => withNote(`${nameOf(entry['agent'])} passed the chat on to ${textOf(entry['desk'])}`, entry),
  left: (entry) => withNote(`${nameOf(entry['agent']) || 'Baton'} left the chat to others`, entry),
  missed: () => 'Nobody was there; the next desk was asked',
  closed: (entry) => (nameOf(entry['agent']) === '' ? 'The chat ended' : `${nameOf(entry['agent'])} closed the chat`),
  reopened: () => 'The customer came back',
};

const withNote = (text: string, entry: Data): string => {
  const note = textOf(entry['note']);
  return note === '' ? text : `${text}: ${note}`;
};

/** One entry of the chat; null for what is not shown by itself. */
export function chatEntry(entry: Data): HTMLLIElement | null {
  const type = textOf(entry['type']);
  const at = clock(textOf(entry['at']));
  const telling = tellings[type];
  if (telling !== undefined) return finish(words('li', 'event', telling(entry)), entry, at);
  switch (type) {
    case 'customer-said':
      return finish(words('li', 'customer', textOf(entry['text'])), entry, `Customer · ${at}`);
    case 'customer-file':
      return finish(make('li', 'customer', showFile(dataOf(entry['file']))), entry, `Customer · ${at}`);
    case 'agent-said': {
      const item = words('li', 'mine', textOf(entry['text']));
      item.append(...listOf(entry['files']).map(showFile));
      return finish(item, entry, `${nameOf(entry['agent'])} · ${at}`);
    }
    case 'note':
      return finish(words('li', 'note', textOf(entry['text'])), entry, `Note of ${nameOf(entry['agent'])} · ${at}`);
    case 'baton-note':
      return finish(words('li', 'bot', textOf(entry['text'])), entry, `Baton · ${at}`);
    default:
      return null;
  }
}

function finish(item: HTMLLIElement, entry: Data, head: string): HTMLLIElement {
  item.prepend(make('small', '', head));
  item.dataset['seq'] = String(numberOf(entry['seq']));
  item.dataset['key'] = textOf(entry['key']);
  return item;
}

const pictures = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp']);

function showFile(file: Data): HTMLElement {
  const name = textOf(file['name']);
  const link = words('a', '', `${name} (${Math.ceil(numberOf(file['sizeBytes']) / 1_000)} kB)`);
  link.href = `/console/api/files/${encodeURIComponent(textOf(file['id']))}`;
  link.download = name;
  if (!pictures.has(textOf(file['contentType']))) return link;
  const picture = make('img', '');
  picture.src = link.href;
  picture.alt = '';
  link.prepend(picture);
  return link;
}

const receipts: Record<string, string> = { delivered: 'delivered', read: 'read', failed: 'not delivered' };

/** Writes what became of an agent's message onto it. */
export function markReceipt(list: HTMLElement, entry: Data): void {
  const key = textOf(entry['messageKey']);
  const item = [...list.querySelectorAll('li')].find(({ dataset }) => dataset['key'] === key);
  const head = item?.querySelector('small');
  if (item === undefined || head === null || head === undefined) return;
  const word = receipts[textOf(entry['receipt'])] ?? '';
  head.textContent =
    `${head.textContent?.split(' · ').slice(0, 2).join(' · ')} · ${word} ${textOf(entry['reason'])}`.trim();
}
