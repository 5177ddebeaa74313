import type { Page } from './shell.ts';

const BODY = `
<div class="panes visitor">
<details id="who" class="card pad" open>
<summary><strong>Writing as <span id="who-name">John Doe</span></strong></summary>
<form id="visitor">
<fieldset>
<legend class="unseen">Who is writing</legend>
<label class="persona"><input type="radio" name="persona" value="john" checked><strong>John Doe</strong><small>A known customer</small></label>
<label class="persona"><input type="radio" name="persona" value="stranger"><strong>Eve Stranger</strong><small>In no customer list</small></label>
<label class="persona"><input type="radio" name="persona" value="own"><strong>Somebody else</strong><small>Fill in the fields below</small></label>
</fieldset>
<div class="field"><label for="visitor-name">Name</label><input id="visitor-name" autocomplete="off"></div>
<div class="field"><label for="visitor-email">E-mail</label><input id="visitor-email" type="email" autocomplete="off"></div>
<div class="field"><label for="visitor-phone">Phone</label><input id="visitor-phone" autocomplete="off"></div>
<div class="field"><button type="submit" id="new-chat">New conversation</button>
<small class="dim">The name counts from the next conversation on. Each browser tab is a visitor of its own.</small></div>
</form>
</details>
<section class="card tall chat" aria-labelledby="chat-title">
<div class="top"><div class="grow"><h2 id="chat-title">Company support</h2><small id="as" class="dim">Usually answers at once</small></div>
<span id="status" class="badge"></span><button id="end" class="quiet" type="button" hidden>End chat</button></div>
<p id="ticket" class="strip ticket" role="status" hidden><span id="ticket-text"></span> <a id="ticket-link" href="/tickets">Show it</a></p>
<div id="transcript" class="transcript scroll" role="log" aria-live="polite" aria-label="Messages" tabindex="0"></div>
<div id="typing" class="dots" role="status" hidden><span class="unseen">The bot is writing</span><i></i><i></i><i></i></div>
<div id="suggestions" class="row chips" role="group" aria-label="Suggested answers"></div>
<div id="foot" class="strip row" hidden><span id="strip" role="status"></span><button id="restart" type="button" hidden>New conversation</button></div>
<form id="composer" class="composer">
<input id="message" aria-label="Your message" placeholder="Write a message" autocomplete="off" maxlength="5000" required>
<button id="send" class="main" type="submit">Send</button>
</form>
</section>
</div>`;

const SCRIPT = `
const personas = {
  john: { name: 'John Doe', email: 'john@company.com', phone: '555-1234' },
  stranger: { name: 'Eve Stranger', email: 'eve@nowhere.example', phone: '' },
};
const starters = ['I forgot my password', 'Please reboot my server', 'Set up my second monitor', 'Talk to a human'];
let conversation = sessionStorage.getItem('conversation') || '';
let pending = [];
let asking = 0;
let written = 0;
const fields = ['name', 'email', 'phone'];
const visitor = () => Object.fromEntries(fields.map((name) => [name, el('visitor-' + name).value.trim()]));
const fill = (person) => {
  for (const name of fields) el('visitor-' + name).value = person[name];
  put(el('who-name'), person.name);
};
const keep = (id) => { conversation = id; sessionStorage.setItem('conversation', id); };
const showSuggestions = (texts) => {
  sync(el('suggestions'), texts, { id: (text) => text, show: (text) => {
    const button = make('button', 'suggestion', text);
    button.type = 'button';
    button.addEventListener('click', () => { el('message').focus(); say(text); });
    return button;
  } });
  el('suggestions').hidden = texts.length === 0;
};
const showWelcome = () => {
  const box = el('transcript');
  box.dataset.chat = '';
  const text = make('div', 'empty', make('strong', '', 'How can we help?'), 'Write a message, or start with one of these.');
  box.replaceChildren(text);
  showSuggestions(starters);
  showState({ status: '', operator: null });
  el('ticket').hidden = true;
  put(el('as'), 'Usually answers at once');
};
const showState = ({ status, operator }) => {
  const isOver = status === 'closed' || status === 'missed';
  put(el('status'), status === 'connected' && operator ? operator : stages[status] || '');
  el('status').dataset.status = status;
  const strips = {
    waiting: 'You are in the queue. A colleague will join this chat.',
    connected: 'You are talking to ' + (operator || 'a colleague') + '.',
    closed: 'This chat has ended. Write again to talk to the bot.',
    missed: 'Nobody could join this chat. Write again to talk to the bot.',
  };
  put(el('strip'), strips[status] || '');
  el('foot').hidden = !strips[status];
  el('foot').dataset.status = status;
  el('restart').hidden = !isOver;
  el('end').hidden = isOver || !status;
};
const showPending = () => {
  const box = el('transcript');
  for (const node of box.querySelectorAll('.sending')) node.remove();
  for (const { text } of pending) {
    const node = make('div', 'turn mine sending', make('span', 'text', text));
    box.append(node);
  }
  if (pending.length > 0) box.scrollTop = box.scrollHeight;
};
let hasDesk = true;
const showTicket = async (id) => {
  if (!hasDesk) return;
  const tickets = await call('/__emulator/state/desk/tickets').catch((error) => {
    if (error.status !== 404) throw error;
    hasDesk = false;
    return [];
  });
  const ticket = tickets.findLast((row) => row.cf && row.cf.cf_salesiq_chat_id === id);
  el('ticket').hidden = !ticket;
  if (!ticket) return;
  put(el('ticket-text'), 'Ticket #' + ticket.ticketNumber + ' was opened: ' + ticket.subject + '.');
  el('ticket-link').href = '/tickets#' + ticket.ticketNumber;
};
const refresh = async () => {
  if (!conversation) return;
  const wanted = conversation;
  let chat;
  try { chat = await call('/__emulator/salesiq/conversations/' + encodeURIComponent(wanted)); }
  catch (error) {
    if (conversation === wanted && error.status === 404) { startAgain(); return; }
    throw error;
  }
  if (conversation !== wanted) return;
  written = chat.messages.filter((message) => message.sender === 'visitor').length;
  pending = pending.filter(({ after }) => written <= after);
  showMessages(el('transcript'), chat.messages, { mine: 'visitor', key: wanted });
  showPending();
  const isOver = chat.status === 'closed' || chat.status === 'missed';
  showSuggestions(asking > 0 || isOver ? [] : chat.suggestions);
  showState(chat);
  put(el('as'), 'You write as ' + [chat.visitor.name, chat.visitor.email].filter(Boolean).join(', '));
  await showTicket(wanted);
};
const say = (text) => attempt(async () => {
  if (!conversation) el('transcript').replaceChildren();
  const sent = { text, after: written + pending.length };
  pending.push(sent);
  asking += 1;
  showPending();
  showSuggestions([]);
  el('typing').hidden = !(['', 'bot', 'closed', 'missed'].includes(el('status').dataset.status || ''));
  try {
    const body = { visitor: visitor(), text };
    if (conversation) body.conversation = conversation;
    const shown = await call('/__emulator/salesiq/visitor-message', body);
    if (!body.conversation) keep(shown.conversation_id);
  } catch (error) {
    pending = pending.filter((item) => item !== sent);
    showPending();
    if (el('message').value === '') el('message').value = text;
    throw error;
  } finally {
    asking -= 1;
    el('typing').hidden = asking === 0 || el('typing').hidden;
    if (!conversation && pending.length === 0) showWelcome();
  }
  await refresh();
});
const startAgain = () => {
  keep('');
  pending = [];
  written = 0;
  showWelcome();
};
el('composer').addEventListener('submit', (event) => {
  event.preventDefault();
  const text = el('message').value.trim();
  if (!text) return;
  if (!conversation && asking > 0) return;
  el('message').value = '';
  say(text);
});
el('end').addEventListener('click', () => attempt(async () => {
  await call('/__emulator/salesiq/visitor-end', { conversation_id: conversation });
  await refresh();
  el('message').focus();
}));
el('visitor').addEventListener('submit', (event) => {
  event.preventDefault();
  put(el('who-name'), visitor().name || 'somebody');
  startAgain();
  if (!isWide()) el('who').open = false;
  el('message').focus();
});
el('restart').addEventListener('click', () => { startAgain(); el('message').focus(); });
el('visitor').addEventListener('change', (event) => {
  if (event.target.name !== 'persona') return;
  if (personas[event.target.value]) fill(personas[event.target.value]);
  else { fill({ name: '', email: '', phone: '' }); put(el('who-name'), 'somebody else'); el('visitor-name').focus(); }
});
for (const name of fields) el('visitor-' + name).addEventListener('input', () => {
  el('visitor').elements.persona.value = 'own';
  put(el('who-name'), visitor().name || 'somebody else');
});
if (!isWide()) el('who').open = false;
fill(personas.john);
el('visitor').elements.persona.value = 'john';
if (!conversation) showWelcome();
repeat(refresh, 800);
`;

/** A chat widget: the person at the screen is the customer. Each browser tab is a visitor of its own. */
export const visitorPage: Page = {
  path: '/visitor',
  vendor: 'salesiq',
  title: 'Visitor',
  lead: 'Chat as a customer, as in the widget on a web site.',
  body: BODY,
  script: SCRIPT,
};
