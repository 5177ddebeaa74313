import { renderPage } from './shell.ts';

/** A chat widget: the person at the screen is the customer. Each browser tab is a visitor of its own. */
export const visitorPage = (): string =>
  renderPage({
    title: 'Visitor',
    lead: 'Chat as a customer. Open this page in several tabs to be several customers.',
    body: BODY,
    script: SCRIPT,
  });

const BODY = `
<div class="columns">
<form id="visitor" class="card">
<h2>Who is writing</h2>
<label for="visitor-name">Name</label><input id="visitor-name" value="John Doe" autocomplete="off">
<label for="visitor-email">E-mail</label><input id="visitor-email" type="email" value="john@company.com" autocomplete="off">
<label for="visitor-phone">Phone</label><input id="visitor-phone" value="555-1234" autocomplete="off">
<div class="row"><button type="submit" id="new-chat">Start a new chat</button></div>
</form>
<section aria-labelledby="chat-title">
<h2 id="chat-title">Chat <span id="status" class="badge" role="status">not started</span> <span id="typing" class="dim" hidden>the bot is writing…</span></h2>
<div id="transcript" class="transcript" role="log" aria-live="polite" aria-label="Messages" tabindex="0"></div>
<div id="suggestions" class="row" aria-label="Suggestions"></div>
<form id="composer" class="row">
<input id="message" aria-label="Your message" placeholder="Write a message" autocomplete="off" required>
<button id="send" class="main" type="submit">Send</button>
<button id="end" type="button">End chat</button>
</form>
<p class="dim">Conversation: <span id="conversation-id">none</span></p>
</section>
</div>`;

const SCRIPT = `
let conversation = sessionStorage.getItem('conversation') || '';
let waiting = 0;
const words = { bot: 'with the bot', waiting: 'waiting for an operator', connected: 'with an operator', closed: 'closed', missed: 'missed' };
const keep = (id) => {
  conversation = id;
  sessionStorage.setItem('conversation', id);
  el('conversation-id').textContent = id || 'none';
};
const visitor = () => ({ name: el('visitor-name').value, email: el('visitor-email').value, phone: el('visitor-phone').value });
const showSuggestions = (texts) => {
  const key = JSON.stringify(texts);
  if (el('suggestions').dataset.key === key) return;
  el('suggestions').dataset.key = key;
  el('suggestions').replaceChildren(...texts.map((text) => {
    const button = make('button', 'suggestion', text);
    button.type = 'button';
    button.addEventListener('click', () => say(text));
    return button;
  }));
};
const refresh = async () => {
  if (!conversation) return;
  const wanted = conversation;
  let chat;
  try { chat = await call('/__emulator/salesiq/conversations/' + encodeURIComponent(wanted)); }
  catch (error) { if (conversation === wanted) keep(''); throw error; }
  if (conversation !== wanted) return;
  showMessages(el('transcript'), chat.messages, 'visitor');
  showSuggestions(chat.suggestions);
  el('status').textContent = chat.operator && chat.status === 'connected' ? 'with ' + chat.operator : words[chat.status];
  el('status').dataset.status = chat.status;
};
const say = (text) => attempt(async () => {
  waiting += 1;
  el('typing').hidden = false;
  try {
    const body = { visitor: visitor(), text };
    if (conversation) body.conversation = conversation;
    const shown = await call('/__emulator/salesiq/visitor-message', body);
    if (!conversation || !body.conversation) keep(shown.conversation_id);
    await refresh();
  } finally {
    waiting -= 1;
    el('typing').hidden = waiting === 0;
  }
});
el('composer').addEventListener('submit', (event) => {
  event.preventDefault();
  const text = el('message').value.trim();
  if (!text) return;
  el('message').value = '';
  say(text);
});
el('end').addEventListener('click', () => attempt(async () => {
  if (!conversation) return;
  await call('/__emulator/salesiq/visitor-end', { conversation_id: conversation });
  await refresh();
}));
el('visitor').addEventListener('submit', (event) => {
  event.preventDefault();
  keep('');
  el('transcript').replaceChildren();
  el('transcript').dataset.first = '';
  showSuggestions([]);
  el('status').textContent = 'not started';
  el('message').focus();
});
keep(conversation);
repeat(refresh, 1000);
`;
