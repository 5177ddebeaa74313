import { send } from './calls.ts';
import { complain, greet, say } from './chat.ts';
import { fieldsOf, isFields } from './data.ts';
import { isListener, listen } from './listeners.ts';
import { choice, keep, person, who } from './session.ts';
import { paint, place } from './view.ts';
import { close, isButtonShown, isOpen, minimize, open, showButton } from './window.ts';

const registrar =
  (event: string) =>
  (work: unknown): void =>
    listen(event, work);

/** A name that is used in two ways: a function is kept, anything else is done. */
const orListen =
  (event: string, act: (value: unknown) => void) =>
  (value: unknown): void => {
    if (isListener(value)) listen(event, value);
    else act(value);
  };

const settle =
  (member: 'name' | 'email' | 'phone') =>
  (value: unknown): void => {
    person[member] = String(value ?? '');
    keep();
  };

const names = { first: '', last: '' };
const nameOf =
  (part: 'first' | 'last') =>
  (value: unknown): void => {
    names[part] = String(value ?? '');
    settle('name')(`${names.first} ${names.last}`.trim());
  };

function setInfo(given: unknown, value: unknown): void {
  Object.assign(person.info, isFields(given) ? given : { [String(given)]: value });
  keep();
}

/** `show`, `hide`, `toggle`, or a number of seconds after which it shows. */
const showing =
  (show: (isWanted: boolean) => void, isShown: () => boolean) =>
  (wish: unknown): void => {
    if (wish === 'toggle') show(!isShown());
    else if (typeof wish === 'number') setTimeout(() => show(true), wish * 1_000);
    else if (wish === 'show' || wish === 'hide') show(wish === 'show');
    else throw new TypeError('$zoho.salesiq: visible takes "show", "hide" or "toggle".');
  };
const showWindow = showing((isWanted) => (isWanted ? open() : close()), isOpen);

function startChat(department: unknown): void {
  if (department) choice.department = String(department);
  open();
  const { question } = choice;
  choice.question = '';
  if (question !== '') say(question);
}

function openWith(wish: unknown): void {
  open();
  const { message } = fieldsOf(wish);
  if (message) say(String(message));
}

let isTracking = true;
const track =
  (kind: string) =>
  (name: unknown, data?: unknown): void => {
    if (isTracking) send('track', { visitor: who(), kind, name: String(name), data: data ?? {} }).catch(complain);
  };

const seedEvents = [
  ...['chat.start', 'chat.end', 'message.received', 'operator.typing', 'widget.opened', 'widget.closed'],
];

function on(event: unknown, work: unknown): void {
  const name = String(event);
  if (!seedEvents.includes(name)) {
    // biome-ignore lint/suspicious/noConsole: the developer of the page reads it there.
    console.warn(`$zoho.salesiq.on: there is no event "${name}"; there are ${seedEvents.join(', ')}.`);
  }
  listen(name, work);
}

/**
 * The page's side of the widget script: `$zoho.salesiq` with the confirmed calls and the seed's names (salesiq.md §6). Where both use a
 * name in two ways, the argument decides: `floatwindow.open(fn)` registers, `floatwindow.open()` opens.
 */
export const api = {
  isEmulated: true,
  visitor: {
    ...{ name: settle('name'), email: settle('email'), contactnumber: settle('phone'), phone: settle('phone') },
    ...{ firstname: nameOf('first'), lastname: nameOf('last'), info: setInfo },
    question: (text: unknown): void => {
      choice.question = String(text);
    },
    chat: registrar('visitor.chat'),
    offlineMessage: registrar('visitor.offlineMessage'),
  },
  chat: {
    start: startChat,
    department: (name: unknown): void => {
      choice.department = String(name);
    },
    attend: registrar('chat.attend'),
    agentMessage: registrar('chat.agentMessage'),
    transferchat: registrar('chat.transferchat'),
    accepttransfer: registrar('chat.accepttransfer'),
  },
  floatwindow: {
    visible: showWindow,
    open: orListen('floatwindow.open', openWith),
    close: orListen('floatwindow.close', close),
    minimize: orListen('floatwindow.minimize', minimize),
  },
  chatwindow: { visible: showWindow },
  floatbutton: {
    visible: showing(showButton, isButtonShown),
    position: (name: unknown): void => place(String(name)),
    click: registrar('floatbutton.click'),
  },
  tracking: {
    pageview: (url: unknown): void => track('pageview')(url),
    event: track('event'),
    conversion: track('conversion'),
    on: (): void => {
      isTracking = true;
    },
    off: (): void => {
      isTracking = false;
    },
  },
  theme: { color: (value: unknown): void => paint(String(value)) },
  greeting: { message: (text: unknown): void => greet(String(text)) },
  offlinemessage: {
    visibility: (isVisible: unknown): void => {
      choice.tellsOffline = isVisible !== false;
    },
  },
  on,
};
