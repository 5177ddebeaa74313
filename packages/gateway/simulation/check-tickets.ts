import type { Story } from './story.ts';

const effectsOf = ({ found }: Story, wanted: string) => found.effects.filter(({ kind }) => kind === wanted);

/** One case, one ticket, unless the ticket system refused it for good; and each note on it once. */
export function checkTickets(story: Story): string[] {
  const { tickets } = story.world.vendors.tickets;
  const keys = tickets.map(({ request }) => request.caseKey);
  const doubled = keys.filter((key, index) => keys.indexOf(key) !== index);
  const asked = effectsOf(story, 'create-ticket');
  const missing = asked.filter(({ status, data }) => {
    const request = data['request'];
    const key = typeof request === 'object' && request !== null ? Reflect.get(request, 'caseKey') : null;
    return status !== 'failed' && !keys.includes(key);
  });
  const markers = tickets.map(({ notes }) => notes.map(({ marker }) => marker));
  return [
    ...doubled.map((key) => `case ${key} has two tickets`),
    ...missing.map(({ key }) => `the ticket that ${key} asked for does not exist`),
    ...(keys.length <= asked.length ? [] : [`${asked.length} tickets were asked for, ${keys.length} exist`]),
    ...(markers.every((list) => new Set(list).size === list.length) ? [] : ['a note is on a ticket twice']),
  ];
}

/** What agents said on a ticket is told once at most, and to the customer whose ticket it is. */
export function checkTicketNews({ found }: Story): string[] {
  const told = [...found.messages.values()].flat().flatMap(({ text }) => text.match(/<reply-\d+>/g) ?? []);
  return told.filter((reply, index) => told.indexOf(reply) !== index).map((reply) => `${reply} was told twice`);
}

/** Mail is at least once under one Message-ID, unless it was refused. What was perhaps not heard is mailed only when it was not. */
export function checkMails(story: Story): string[] {
  const idsOf = (effects: { key: string }[]): string[] =>
    effects.map(({ key }) => `<${key.replaceAll(':', '.')}@baton>`);
  // What has nobody to go to only takes the time of a mail.
  const planned = effectsOf(story, 'send-mail').filter(({ data }) => data['to'] !== null);
  const possible = new Set(idsOf([...planned, ...effectsOf(story, 'mail-unheard')]));
  const sent = new Set(story.world.vendors.mailer.mails.map(({ messageId }) => messageId));
  const lost = idsOf(planned.filter(({ status }) => status !== 'failed')).filter((id) => !sent.has(id));
  const strange = [...sent].filter((id) => !possible.has(id));
  return lost.length + strange.length === 0 ? [] : [`mails lost: ${lost.join(' ')}; not planned: ${strange.join(' ')}`];
}
