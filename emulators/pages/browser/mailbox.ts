import { call, repeat } from './calls.ts';
import { chosenId, showList, watchChoice } from './choice.ts';
import { type Fields, rowsOf, textOf, textsOf } from './data.ts';
import { clock, counted, el, facts, link, make, moment, put } from './dom.ts';
import { sync } from './sync.ts';

/** Every mail that was sent, newest first, and the one that is open. */
type Mail = { id: string; subject: string; from: string; to: string; recipients: string[]; at: string; text: string };

const storedName = 'opened-mails';
const opened = new Set(textsOf(JSON.parse(sessionStorage.getItem(storedName) ?? '[]')));

const readMail = ({ id, subject, from, to, recipients, at, text }: Fields): Mail => ({
  id: textOf(id),
  subject: textOf(subject) || '(no subject)',
  from: textOf(from),
  to: textOf(to),
  recipients: textsOf(recipients),
  at: textOf(at),
  text: textOf(text),
});

const entry = ({ isNew, subject, at, to }: Mail & { isNew: boolean }): HTMLAnchorElement =>
  make('a', isNew ? 'new' : '', make('strong', '', subject), clock(at), make('span', 'sub', `to ${to}`));

function showMail({ subject, from, recipients, at, text }: Mail): HTMLElement {
  const about = facts({ From: from, To: recipients.join(', '), At: moment(at) });
  const back = link('button back', '#', 'Back');
  return make('div', '', back, make('h2', 'subject', subject), about, make('pre', 'mail-text', text));
}

async function refresh(): Promise<void> {
  const mails = rowsOf(await call('/__emulator/state/mail/messages'))
    .map(readMail)
    .reverse();
  put(el('count'), counted(mails.length, 'mail'));
  const rows = mails.map((mail) => ({ ...mail, isNew: !opened.has(mail.id) && mail.id !== chosenId() }));
  const chosen = showList(rows, { id: (mail) => mail.id, entry });
  const mail = mails.find(({ id }) => id === chosen?.id);
  if (mail === undefined) return;
  if (!opened.has(mail.id)) {
    opened.add(mail.id);
    sessionStorage.setItem(storedName, JSON.stringify([...opened]));
  }
  sync(el('chosen'), [mail], { id: ({ id }) => id, show: showMail });
}

watchChoice(refresh);
repeat(refresh, 1_000);
