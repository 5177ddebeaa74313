import type { Page } from './shell.ts';

const BODY = `
<div id="panes" class="panes" data-open="false">
<section class="card tall master" aria-labelledby="list-title">
<div class="top"><h2 id="list-title" class="grow">Chats</h2><span id="queue" class="badge" role="status"></span></div>
<div class="scroll"><ul id="items" class="items"></ul>
<div id="nothing" class="empty"><strong>No chat yet</strong>Write one on the <a href="/visitor">visitor page</a> and ask for a human.</div></div>
</section>
<section class="card tall detail chat" aria-labelledby="chat-title">
<div id="unchosen" class="empty"><strong>No chat is open</strong>Chats that wait for a human stand at the top of the list.</div>
<div id="chosen" class="tall-inner" tabindex="-1" hidden>
<div class="top"><a class="button back" href="#">Back</a><div class="grow"><h2 id="chat-title"></h2><small id="contact" class="dim"></small></div>
<span id="status" class="badge"></span>
<div class="row"><button id="join" class="main" type="button">Accept</button><button id="miss" type="button">Miss</button><button id="close" type="button">Close</button></div></div>
<div id="transcript" class="transcript scroll" role="log" aria-live="polite" aria-label="Messages" tabindex="0"></div>
<p id="strip" class="strip" role="status"></p>
<form id="composer" class="composer">
<input id="message" aria-label="Your reply" placeholder="Write a reply" autocomplete="off" maxlength="5000" required>
<button id="send" class="main" type="submit">Reply</button>
</form>
</div>
</section>
</div>`;

const SCRIPT = `
const order = { waiting: 0, connected: 1, bot: 2, missed: 3, closed: 3 };
const hints = {
  bot: 'The bot is talking with this visitor. You can accept once the visitor asks for a human.',
  waiting: 'The visitor waits for a human. Accept the chat to answer.',
  connected: 'You are in this chat. The bot is silent.',
  closed: 'This chat has ended.',
  missed: 'Nobody accepted this chat.',
};
const entry = (row) => make('a', row.status === 'waiting' ? 'new' : '',
  make('strong', '', row.visitor.name || 'Visitor'), badge(stages[row.status], { status: row.status }),
  make('span', 'sub', row.question));
const allow = (status) => {
  el('join').hidden = status !== 'waiting';
  el('miss').hidden = status !== 'waiting';
  el('close').hidden = status !== 'connected' && status !== 'waiting' && status !== 'bot';
  el('send').disabled = status !== 'connected';
  el('message').disabled = status !== 'connected';
};
const showQueue = (count) => {
  put(el('queue'), count > 0 ? count + ' waiting' : '');
  el('queue').dataset.status = 'waiting';
  const title = (count > 0 ? '(' + count + ') ' : '') + 'Operator · Baton';
  if (document.title !== title) document.title = title;
};
const refresh = async () => {
  const all = await call('/__emulator/salesiq/conversations');
  const rows = all.reverse().sort((a, b) => order[a.status] - order[b.status]);
  showQueue(rows.filter(({ status }) => status === 'waiting').length);
  const row = showList(rows, { id: (item) => item.conversation_id, entry });
  if (!row) return;
  const id = row.conversation_id;
  const chat = await call('/__emulator/salesiq/conversations/' + encodeURIComponent(id));
  if (chosenId() !== id) return;
  put(el('chat-title'), row.visitor.name || 'Visitor');
  put(el('contact'), [row.visitor.email, row.visitor.phone].filter(Boolean).join(' · '));
  put(el('status'), chat.status === 'connected' && chat.operator ? chat.operator : stages[chat.status]);
  el('status').dataset.status = chat.status;
  put(el('strip'), hints[chat.status]);
  el('strip').dataset.status = chat.status;
  allow(chat.status);
  showMessages(el('transcript'), chat.messages, { mine: 'operator', key: id });
};
const act = (action, text) => attempt(async () => {
  await call('/__emulator/salesiq/operator', { conversation_id: chosenId(), action, ...(text === undefined ? {} : { text }) });
  await refresh();
  if (action === 'join') el('message').focus();
  if (action === 'close' || action === 'miss') el('transcript').focus();
});
for (const action of ['join', 'close', 'miss']) el(action).addEventListener('click', () => act(action));
el('composer').addEventListener('submit', (event) => {
  event.preventDefault();
  const text = el('message').value.trim();
  if (!text) return;
  el('message').value = '';
  act('reply', text);
});
let toldAt = 0;
el('message').addEventListener('input', () => {
  if (Date.now() - toldAt < 2000 || el('message').value === '') return;
  toldAt = Date.now();
  call('/__emulator/salesiq/operator', { conversation_id: chosenId(), action: 'typing' }).catch((error) => trouble(error.message));
});
watchChoice(async () => { el('message').value = ''; await refresh(); });
repeat(refresh, 800);
`;

/** The desk: the person at the screen answers as the operator. */
export const operatorPage: Page = {
  path: '/operator',
  vendor: 'salesiq',
  title: 'Operator',
  lead: 'Answer as Sarah Johnson. While you are in a chat, the bot keeps silent.',
  body: BODY,
  script: SCRIPT,
};
