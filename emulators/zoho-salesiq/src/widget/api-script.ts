/**
 * The page's side of the widget script: `$zoho.salesiq` with the confirmed calls and the seed's names (salesiq.md §6). Where both use a
 * name in two ways, the argument decides: `floatwindow.open(fn)` registers, `floatwindow.open()` opens.
 */
export const API_SCRIPT = `
const listeners = new Map();
const listen = (event, work) => {
  if (typeof work !== 'function') throw new TypeError('$zoho.salesiq: a function is expected for ' + event + '.');
  listeners.set(event, [...(listeners.get(event) || []), work]);
};
/** A mistake in the page's own function shows in its console and stops nothing here. */
const emit = (event, ...values) => {
  for (const work of listeners.get(event) || []) {
    try { work(...values); } catch (error) { setTimeout(() => { throw error; }); }
  }
};
const registrar = (event) => (work) => listen(event, work);
const orListen = (event, act) => (value) => {
  if (typeof value === 'function') listen(event, value); else act(value);
};

const person = { name: '', email: '', phone: '', info: {} };
const settle = (member) => (value) => { person[member] = String(value ?? ''); keep(); };
const names = { first: '', last: '' };
const nameOf = (part) => (value) => {
  names[part] = String(value ?? '');
  person.name = (names.first + ' ' + names.last).trim();
  keep();
};
const setInfo = (given, value) => {
  Object.assign(person.info, typeof given === 'object' && given !== null ? given : { [given]: value });
  keep();
};

const shown = { show: true, hide: false };
const showing = (show, isShown) => (wish) => {
  if (wish === 'toggle') return show(!isShown());
  if (typeof wish === 'number') return void setTimeout(() => show(true), wish * 1000);
  if (!(wish in shown)) throw new TypeError('$zoho.salesiq: visible takes "show", "hide" or "toggle".');
  return show(shown[wish]);
};
const startChat = (department) => {
  if (department) choice.department = String(department);
  open();
  if (choice.question) { const text = choice.question; choice.question = ''; say(text); }
};
let isTracking = true;
const track = (kind) => (name, data) => {
  if (isTracking) send('track', { visitor: who(), kind, name: String(name), data: data ?? {} }).catch(complain);
};
const seedEvents = ['chat.start', 'chat.end', 'message.received', 'operator.typing', 'widget.opened', 'widget.closed'];

const api = {
  isEmulated: true,
  visitor: {
    name: settle('name'), email: settle('email'), contactnumber: settle('phone'), phone: settle('phone'),
    firstname: nameOf('first'), lastname: nameOf('last'), info: setInfo,
    question: (text) => { choice.question = String(text); },
    chat: registrar('visitor.chat'), offlineMessage: registrar('visitor.offlineMessage'),
  },
  chat: {
    start: startChat, department: (name) => { choice.department = String(name); },
    attend: registrar('chat.attend'), agentMessage: registrar('chat.agentMessage'),
    transferchat: registrar('chat.transferchat'), accepttransfer: registrar('chat.accepttransfer'),
  },
  floatwindow: {
    visible: showing((wish) => (wish ? open() : close()), () => isOpen()),
    open: orListen('floatwindow.open', (wish) => { open(); if (wish && wish.message) say(String(wish.message)); }),
    close: orListen('floatwindow.close', () => close()),
    minimize: orListen('floatwindow.minimize', () => minimize()),
  },
  chatwindow: { visible: showing((wish) => (wish ? open() : close()), () => isOpen()) },
  floatbutton: {
    visible: showing((wish) => showButton(wish), () => isButtonShown()),
    position: (name) => place(String(name)), click: registrar('floatbutton.click'),
  },
  tracking: {
    pageview: (url) => track('pageview')(url), event: track('event'), conversion: track('conversion'),
    on: () => { isTracking = true; }, off: () => { isTracking = false; },
  },
  theme: { color: (value) => paint(String(value)) },
  greeting: { message: (text) => greet(String(text)) },
  offlinemessage: { visibility: (isVisible) => { choice.tellsOffline = isVisible !== false; } },
  on: (event, work) => {
    if (!seedEvents.includes(event)) {
      console.warn('$zoho.salesiq.on: there is no event "' + event + '"; there are ' + seedEvents.join(', ') + '.');
    }
    listen(event, work);
  },
};

/** Runs what the page put into \`ready\`, also when it comes after this script. */
const runReady = () => {
  let ready = given.ready;
  const run = () => {
    try { if (typeof ready === 'function') ready(); } catch (error) { setTimeout(() => { throw error; }); }
  };
  Object.assign(given, api);
  Object.defineProperty(given, 'ready', { configurable: true, get: () => ready, set: (work) => { ready = work; run(); } });
  run();
};
`;
