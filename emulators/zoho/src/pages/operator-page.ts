import { renderPage } from './shell.ts';

/** The desk: the person at the screen answers as the operator. */
export const operatorPage = (): string =>
  renderPage({
    title: 'Operator',
    lead: 'Answer as Sarah Johnson. A chat appears here when somebody writes; join it once it is forwarded.',
    body: BODY,
    script: SCRIPT,
  });

const BODY = `
<div class="columns">
<section aria-labelledby="list-title">
<h2 id="list-title">Conversations</h2>
<ul id="conversations" class="list"></ul>
<p id="nothing" class="dim">No conversation yet. Write one on the visitor page.</p>
</section>
<section aria-labelledby="chat-title">
<h2 id="chat-title"><span id="who">Choose a conversation</span> <span id="status" class="badge" role="status"></span></h2>
<p id="question" class="dim"></p>
<div id="transcript" class="transcript" role="log" aria-live="polite" aria-label="Messages" tabindex="0"></div>
<form id="composer" class="row">
<input id="message" aria-label="Your reply" placeholder="Write a reply" autocomplete="off" required>
<button id="send" class="main" type="submit">Reply</button>
</form>
<div class="row">
<button id="join" type="button">Join</button>
<button id="close" type="button">Close</button>
<button id="miss" type="button">Let it be missed</button>
</div>
<p class="dim">Conversation: <span id="conversation-id">none</span></p>
</section>
</div>`;

const SCRIPT = `
let chosen = sessionStorage.getItem('chosen') || '';
const choose = (id) => {
  chosen = id;
  sessionStorage.setItem('chosen', id);
  refresh().catch((error) => trouble(error.message));
};
const showList = (rows) => {
  const key = JSON.stringify([chosen, rows.map((row) => [row.conversation_id, row.status, row.visitor.name, row.question])]);
  const list = el('conversations');
  if (list.dataset.key === key) return;
  list.dataset.key = key;
  const focused = document.activeElement && document.activeElement.dataset.conversation;
  list.replaceChildren(...rows.map((row) => {
    const item = make('li');
    const button = make('button');
    button.type = 'button';
    button.dataset.conversation = row.conversation_id;
    button.dataset.status = row.status;
    button.setAttribute('aria-pressed', String(row.conversation_id === chosen));
    button.append(make('strong', '', row.visitor.name), ' ', make('span', 'badge', row.status), make('small', '', ' ' + row.question));
    button.addEventListener('click', () => choose(row.conversation_id));
    item.append(button);
    return item;
  }));
  if (focused) { const again = list.querySelector('[data-conversation="' + CSS.escape(focused) + '"]'); if (again) again.focus(); }
  el('nothing').hidden = rows.length > 0;
};
const allow = (status) => {
  el('join').disabled = status !== 'waiting';
  el('miss').disabled = status !== 'waiting';
  el('send').disabled = status !== 'waiting' && status !== 'connected';
  el('close').disabled = status !== 'waiting' && status !== 'connected' && status !== 'bot';
};
const refresh = async () => {
  const rows = (await call('/__emulator/salesiq/conversations')).reverse();
  const row = rows.find((item) => item.conversation_id === chosen);
  showList(rows);
  el('who').textContent = row ? row.visitor.name + ' <' + row.visitor.email + '>' : 'Choose a conversation';
  el('status').textContent = row ? row.status : '';
  el('status').dataset.status = row ? row.status : '';
  el('question').textContent = row ? row.question : '';
  el('conversation-id').textContent = row ? row.conversation_id : 'none';
  allow(row ? row.status : '');
  if (!row) { showMessages(el('transcript'), [], 'operator'); return; }
  const id = chosen;
  const chat = await call('/__emulator/salesiq/conversations/' + encodeURIComponent(id));
  if (chosen === id) showMessages(el('transcript'), chat.messages, 'operator');
};
const act = (action, text) => attempt(async () => {
  await call('/__emulator/salesiq/operator', { conversation_id: chosen, action, ...(text === undefined ? {} : { text }) });
  await refresh();
});
for (const action of ['join', 'close', 'miss']) el(action).addEventListener('click', () => act(action));
el('composer').addEventListener('submit', (event) => {
  event.preventDefault();
  const text = el('message').value.trim();
  if (!text) return;
  el('message').value = '';
  act('reply', text);
});
repeat(refresh, 1000);
`;
