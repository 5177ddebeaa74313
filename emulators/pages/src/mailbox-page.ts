import type { Page } from './shell.ts';

const BODY = `
<div id="panes" class="panes" data-open="false">
<section class="card tall master" aria-labelledby="list-title">
<div class="top"><h2 id="list-title" class="grow">Mails</h2><span id="count" class="dim" role="status"></span></div>
<div class="scroll"><ul id="items" class="items"></ul>
<div id="nothing" class="empty"><strong>No mail yet</strong>Ask for a new password on the <a href="/visitor">visitor page</a>: the code arrives here.</div></div>
</section>
<section class="card tall detail" aria-label="The open mail">
<div id="unchosen" class="empty"><strong>No mail is open</strong>Choose one from the list.</div>
<article id="chosen" class="scroll pad" tabindex="0" hidden></article>
</section>
</div>`;

const SCRIPT = `
const opened = new Set(JSON.parse(sessionStorage.getItem('opened-mails') || '[]'));
const entry = (row) => make('a', row.isNew ? 'new' : '',
  make('strong', '', row.subject || '(no subject)'), clock(row.at), make('span', 'sub', 'to ' + row.to));
const showMail = (mail) => {
  const node = make('div');
  const back = make('a', 'button back', 'Back');
  back.href = '#';
  const text = make('pre', 'mail-text', mail.text);
  const about = facts({ From: mail.from, To: mail.recipients.join(', '), At: new Date(mail.at).toLocaleString() });
  node.append(back, make('h2', 'subject', mail.subject || '(no subject)'), about, text);
  return node;
};
const refresh = async () => {
  const mails = (await call('/__emulator/state/mail/messages')).reverse();
  put(el('count'), mails.length === 0 ? '' : mails.length === 1 ? '1 mail' : mails.length + ' mails');
  const mail = showList(mails.map((row) => ({ ...row, isNew: !opened.has(row.id) && row.id !== chosenId() })), { id: (row) => row.id, entry });
  if (!mail) return;
  if (!opened.has(mail.id)) {
    opened.add(mail.id);
    sessionStorage.setItem('opened-mails', JSON.stringify([...opened]));
  }
  const { isNew: _, ...shown } = mail;
  sync(el('chosen'), [shown], { id: (row) => row.id, show: showMail });
};
watchChoice(refresh);
repeat(refresh, 1000);
`;

/** Every mail that was sent, newest first, and the one that is open. */
export const mailboxPage: Page = {
  path: '/mailbox',
  vendor: 'mail',
  title: 'Mailbox',
  lead: 'Every mail the gateway has sent, to customers, support team and points of contact. Nothing leaves this machine.',
  body: BODY,
  script: SCRIPT,
};
