/** What the scripts of all pages share. Lists are changed entry by entry, so that nothing flickers and focus stays where it is. */
export const CLIENT = `
const el = (id) => document.getElementById(id);
const make = (name, className, ...content) => {
  const node = document.createElement(name);
  if (className) node.className = className;
  node.append(...content.filter((part) => part !== null && part !== undefined));
  return node;
};
const put = (node, text) => { if (node.textContent !== String(text)) node.textContent = String(text); };
const trouble = (message) => { put(el('problem'), message || ''); el('problem').hidden = !message; };
const call = async (path, body) => {
  const answer = await fetch(path, body === undefined ? {} : {
    method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body),
  }).catch((cause) => { throw new Error('The emulators do not answer. Is npm start still running?', { cause }); });
  const data = await answer.json();
  if (!answer.ok) {
    const message = data && data.error ? data.error.message : 'The emulator answered ' + answer.status + '.';
    throw Object.assign(new Error(message), { status: answer.status });
  }
  return data;
};
const attempt = async (work) => {
  try { trouble(''); return await work(); } catch (error) { trouble(error.message); return null; }
};
let isUnreachable = false;
const repeat = (work, ms) => {
  const round = async () => {
    try {
      await work();
      if (isUnreachable) { isUnreachable = false; trouble(''); }
    } catch (error) { isUnreachable = true; trouble(error.message); }
    setTimeout(round, ms);
  };
  round();
};
const isWide = () => matchMedia('(min-width: 50.01rem)').matches;
const clock = (value, options) => {
  const time = make('time', '', new Date(value).toLocaleTimeString([], options || { hour: '2-digit', minute: '2-digit' }));
  time.dateTime = value;
  time.title = new Date(value).toLocaleString();
  return time;
};
const badge = (text, data) => { const node = make('span', 'badge', text); Object.assign(node.dataset, data); return node; };

/** Keeps one child per row, in the order of the rows; a child is made again only when its row has changed. */
const sync = (box, rows, { id, show }) => {
  const known = new Map([...box.children].map((child) => [child.dataset.id, child]));
  let before = null;
  for (const row of rows) {
    const key = String(id(row));
    const version = JSON.stringify(row);
    let child = known.get(key);
    known.delete(key);
    if (!child || child.version !== version) {
      const fresh = show(row);
      fresh.dataset.id = key;
      fresh.version = version;
      if (child) {
        const hadFocus = child.contains(document.activeElement);
        child.replaceWith(fresh);
        if (hadFocus) { const target = fresh.querySelector('a,button,summary'); if (target) target.focus(); }
      }
      child = fresh;
    }
    const next = before ? before.nextSibling : box.firstChild;
    if (child !== next) box.insertBefore(child, next);
    before = child;
  }
  for (const gone of known.values()) gone.remove();
};

/** A list of links beside the entry that is open; the address keeps which one (…#id). */
const chosenId = () => {
  try { return decodeURIComponent(location.hash.slice(1)); } catch { return ''; }
};
/** Where only one of list and entry has room, the focus goes to the one that is shown now. */
const watchChoice = (work) => addEventListener('hashchange', async (event) => {
  await attempt(work);
  if (isWide()) return;
  const before = new URL(event.oldURL).hash;
  const target = chosenId() ? el('chosen') : [...el('items').querySelectorAll('a')].find((link) => link.getAttribute('href') === before);
  if (target) target.focus();
});
const showList = (rows, { id, entry }) => {
  el('nothing').hidden = rows.length > 0;
  if (rows.length > 0 && !chosenId() && isWide()) history.replaceState(null, '', '#' + encodeURIComponent(id(rows[0])));
  sync(el('items'), rows, { id, show: (row) => {
    const link = entry(row);
    link.href = '#' + encodeURIComponent(id(row));
    return make('li', '', link);
  } });
  const chosen = rows.find((row) => String(id(row)) === chosenId());
  for (const item of el('items').children) {
    const isChosen = Boolean(chosen) && item.dataset.id === chosenId();
    if (isChosen) item.firstChild.setAttribute('aria-current', 'true'); else item.firstChild.removeAttribute('aria-current');
  }
  el('panes').dataset.open = String(Boolean(chosen));
  el('unchosen').hidden = Boolean(chosen);
  el('chosen').hidden = !chosen;
  return chosen;
};

/** Adds what is new to a chat's log and scrolls along when the reader was at its end. */
const showMessages = (box, messages, { mine, key }) => {
  if (box.dataset.chat !== key) {
    box.setAttribute('aria-busy', 'true');
    box.replaceChildren();
    box.dataset.chat = key;
  }
  const sent = box.querySelectorAll('.turn:not(.sending)').length;
  if (messages.length <= sent) { box.removeAttribute('aria-busy'); return; }
  const isAtEnd = sent === 0 || box.scrollHeight - box.scrollTop - box.clientHeight < 80;
  const pending = box.querySelector('.sending');
  for (let index = sent; index < messages.length; index += 1) {
    box.insertBefore(turn(messages[index], { mine, previous: messages[index - 1] }), pending);
  }
  if (isAtEnd) box.scrollTop = box.scrollHeight;
  box.removeAttribute('aria-busy');
};
const turn = (message, { mine, previous }) => {
  const isSame = previous && previous.sender === message.sender && previous.name === message.name;
  const node = make('div', 'turn' + (message.sender === mine ? ' mine' : '') + (isSame ? ' same' : ''));
  node.dataset.sender = message.sender;
  node.append(make('span', 'by', message.name, ' · ', clock(message.time)), make('span', 'text', message.text));
  return node;
};
const facts = (values) => {
  const list = make('dl', 'facts');
  for (const [name, value] of Object.entries(values)) {
    if (value === null || value === undefined || value === '') continue;
    list.append(make('dt', '', name), make('dd', '', value instanceof Node ? value : String(value)));
  }
  return list;
};
const stages = { bot: 'Bot', waiting: 'Waiting', connected: 'Connected', closed: 'Closed', missed: 'Missed' };
`;
