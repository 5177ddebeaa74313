/** What the widget script draws: a button and a small window, in a shadow tree, so that page and widget leave each other's styles alone. */
export const WINDOW_SCRIPT = `
const host = document.createElement('div');
host.id = 'zsiqwidget';
const shadow = host.attachShadow({ mode: 'open' });
const sheet = new CSSStyleSheet();
sheet.replaceSync(STYLE);
shadow.adoptedStyleSheets = [sheet];
const make = (name, className, ...content) => {
  const node = document.createElement(name);
  if (className) node.className = className;
  node.append(...content);
  return node;
};
const press = (className, text, work) => {
  const node = make('button', className, text);
  node.type = 'button';
  node.addEventListener('click', work);
  return node;
};
const button = press('float', '💬', () => { emit('floatbutton.click', session.conversation, who()); open(); });
button.setAttribute('aria-label', 'Chat with ' + CONFIG.brand);
const title = make('strong', '', CONFIG.brand);
const status = make('small', 'status');
status.setAttribute('role', 'status');
const end = press('plain', 'End', endChat);
const smaller = press('plain', '–', () => minimize());
smaller.setAttribute('aria-label', 'Minimise');
const log = make('div', 'log');
log.setAttribute('role', 'log');
log.tabIndex = 0;
log.setAttribute('aria-label', 'Messages');
const chips = make('div', 'chips');
const problem = make('p', 'problem');
problem.setAttribute('role', 'alert');
const input = make('input');
input.setAttribute('aria-label', 'Your message');
input.placeholder = 'Write a message';
input.maxLength = 5000;
const form = make('form', '', input, make('button', 'send', 'Send'));
const panel = make('section', 'window', make('header', '', make('div', 'grow', title, status), end, smaller), log, chips, problem, form);
panel.setAttribute('aria-label', 'Chat');
shadow.append(panel, button);
panel.hidden = true;
end.hidden = true;
problem.hidden = true;
form.addEventListener('submit', (event) => {
  event.preventDefault();
  const text = input.value.trim();
  if (!text || asking > 0) return;
  input.value = '';
  say(text);
});

let isWidgetShown = true;
const isOpen = () => !panel.hidden;
const isButtonShown = () => isWidgetShown;
const draw = (isWindow) => {
  const was = isOpen();
  panel.hidden = !isWindow;
  button.hidden = isWindow || !isWidgetShown;
  return was !== isWindow;
};
const open = () => {
  if (!draw(true)) return;
  if (!session.conversation) land();
  poll();
  input.focus();
  emit('floatwindow.open', session.conversation);
  emit('widget.opened');
};
const close = () => { if (draw(false)) { emit('floatwindow.close', session.conversation); emit('widget.closed'); } };
const minimize = () => { if (draw(false)) { emit('floatwindow.minimize', session.conversation); emit('widget.closed'); button.focus(); } };
const showButton = (wish) => { isWidgetShown = wish; draw(isOpen()); };
const place = (name) => { host.dataset.side = /left$/.test(name.replace('-', '')) ? 'left' : 'right'; };
const paint = (color) => { if (CSS.supports('color', color)) host.style.setProperty('--theme', color); };

const bubble = (sender, name, text) => {
  const node = make('div', 'turn', make('span', 'name', name), make('span', 'text', text));
  node.dataset.sender = sender;
  return node;
};
let greeting = CONFIG.greeting;
const greet = (text) => { greeting = text; if (!session.conversation) showGreeting([], []); };
const showGreeting = (replies, suggestions) => {
  if (session.conversation || asking > 0) return;
  const texts = replies.length > 0 ? replies : [greeting];
  log.replaceChildren(...texts.filter(Boolean).map((text) => bubble('bot', CONFIG.brand, text)));
  if (suggestions.length > 0) showSuggestions(suggestions);
};
const showSuggestions = (texts) => {
  if (chips.dataset.texts === JSON.stringify(texts)) return;
  chips.dataset.texts = JSON.stringify(texts);
  chips.replaceChildren(...texts.map((text) => press('chip', text, () => { input.focus(); say(text); })));
};
const showSending = (text) => {
  const node = bubble('visitor', 'You', text);
  node.classList.add('sending');
  log.append(node);
  log.scrollTop = log.scrollHeight;
  showSuggestions([]);
};
const showThanks = () => { chips.dataset.texts = ''; chips.replaceChildren(make('span', 'thanks', 'Thank you for rating this chat.')); };
const showRating = () => {
  if (chips.dataset.texts === 'rating' || chips.querySelector('.thanks')) return;
  chips.dataset.texts = 'rating';
  const stars = [1, 2, 3, 4, 5].map((stars) => {
    const star = press('star', '★', () => rate(stars));
    star.setAttribute('aria-label', stars === 1 ? '1 star' : stars + ' stars');
    return star;
  });
  chips.replaceChildren(make('span', '', 'How was it?'), ...stars);
};
const words = { bot: 'Usually answers at once', waiting: 'Waiting for a colleague', connected: '', closed: 'This chat has ended', missed: 'Nobody could join' };
const showChat = (chat, isAsking) => {
  const key = chat.conversation_id + ' ' + chat.messages.length + ' ' + isAsking;
  if (log.dataset.key !== key) {
    log.dataset.key = key;
    const sending = isAsking ? [...log.querySelectorAll('.sending')] : [];
    const written = chat.messages.map(({ sender, name, text }) => bubble(sender, sender === 'visitor' ? 'You' : name, text));
    const isThere = sending.length > 0 && chat.messages.some(({ sender, text }, index) => index >= chat.messages.length - 2 && sender === 'visitor' && text === sending[0].querySelector('.text').textContent);
    log.replaceChildren(...written, ...(isThere ? [] : sending));
    log.scrollTop = log.scrollHeight;
  }
  const text = chat.typing ? chat.typing + ' is typing …' : chat.status === 'connected' ? chat.operator : words[chat.status];
  status.textContent = chat.status === 'missed' && !choice.tellsOffline ? '' : text;
  status.dataset.status = chat.status;
  end.hidden = isOver(chat.status);
  if (chat.status === 'closed') showRating();
  else if (!isAsking) showSuggestions(isOver(chat.status) ? [] : chat.suggestions);
};
const showProblem = (text) => { problem.textContent = text; problem.hidden = !text; };
`;

/** One small style sheet; \`--theme\` is what \`theme.color\` sets. */
export const WINDOW_STYLE = `
:host{--theme:#1f5fbf;--side:right;all:initial;color-scheme:light dark;--paper:light-dark(#fff,#1b2029);--ink:light-dark(#1a2230,#e8ebf2);--soft:light-dark(#eef1f6,#2a313d);--dim:light-dark(#556074,#a5afc0)}
*{box-sizing:border-box;font:15px/1.45 system-ui,-apple-system,'Segoe UI',Roboto,sans-serif;color:inherit}
[hidden]{display:none!important}
button{cursor:pointer;border:0;background:none;padding:.3rem .6rem;border-radius:.5rem}
:focus-visible{outline:2px solid currentColor;outline-offset:2px}
.float,.window{position:fixed;z-index:2147483000;bottom:1.2rem;right:1.2rem}
:host([data-side=left]) .float,:host([data-side=left]) .window{right:auto;left:1.2rem}
.float{width:3.5rem;height:3.5rem;border-radius:50%;background:var(--theme);color:#fff;font-size:1.5rem;box-shadow:0 4px 16px rgb(0 0 0/.25)}
.window{display:flex;flex-direction:column;width:min(23rem,calc(100vw - 2.4rem));height:min(34rem,calc(100vh - 2.4rem));background:var(--paper);color:var(--ink);border-radius:1rem;overflow:hidden;box-shadow:0 8px 32px rgb(0 0 0/.28)}
header{display:flex;align-items:center;gap:.2rem;padding:.8rem 1rem;background:var(--theme);color:#fff}
.grow{flex:1;min-width:0}strong{font-weight:650;display:block}small{font-size:.85rem;opacity:.9}
.plain:hover{background:rgb(255 255 255/.18)}
.log{flex:1;overflow-y:auto;padding:1rem;display:flex;flex-direction:column;gap:.5rem}
.turn{max-width:82%;align-self:flex-start;display:grid;gap:.1rem}
.turn[data-sender=visitor]{align-self:flex-end}
.name{font-size:.78rem;color:var(--dim)}.turn[data-sender=visitor] .name{display:none}
.text{background:var(--soft);padding:.5rem .8rem;border-radius:.9rem;white-space:pre-wrap;overflow-wrap:anywhere}
.turn[data-sender=visitor] .text{background:var(--theme);color:#fff}.sending{opacity:.6}
.chips{display:flex;flex-wrap:wrap;align-items:center;gap:.4rem;padding:0 1rem .5rem}
.chips:empty{display:none}
.chip{border:1px solid var(--dim);border-radius:1rem;font-size:.9rem}
.star{font-size:1.3rem;padding:0 .2rem;color:#b07800}
.problem{margin:0;padding:.4rem 1rem;color:light-dark(#a1242b,#ffa29c);font-size:.9rem}
form{display:flex;gap:.5rem;padding:.7rem 1rem 1rem}
input{flex:1;min-width:0;padding:.5rem .7rem;border:1px solid var(--dim);border-radius:.6rem;background:transparent}
.send{background:var(--theme);color:#fff;font-weight:600}
`;
