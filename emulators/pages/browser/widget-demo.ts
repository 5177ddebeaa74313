import { call, messageOf } from './calls.ts';
import { fieldsOf, textOf } from './data.ts';
import { el, make } from './dom.ts';

/** A company's page that embeds the chat widget as any web site would, with a few of its JavaScript calls to try. */
type Listener = (...values: unknown[]) => void;
type Registrar = (work: Listener) => void;
type SalesIq = {
  on(event: string, work: Listener): void;
  visitor: {
    name(value: string): void;
    email(value: string): void;
    question(text: string): void;
    chat: Registrar;
    offlineMessage: Registrar;
  };
  chat: {
    start(): void;
    attend: Registrar;
    agentMessage: Registrar;
    transferchat: Registrar;
    accepttransfer: Registrar;
  };
  floatbutton: { click: Registrar; position(name: string): void };
  floatwindow: { open(): void; close(): void; visible(wish: string): void };
  tracking: { pageview(url: string): void; conversion(name: string, data: object): void };
  theme: { color(value: string): void };
};

declare global {
  interface Window {
    /** What a site gives before the widget is there, and what the widget puts its calls into. */
    $zoho: { salesiq: Partial<SalesIq> & { ready(): void } };
  }
}

const seedEvents = [
  ...['chat.start', 'chat.end', 'message.received', 'operator.typing', 'widget.opened', 'widget.closed'],
];
const nameField = el('name', HTMLInputElement);
const emailField = el('email', HTMLInputElement);

function tell(name: string, values: unknown[]): void {
  const texts = values.map((value) => (typeof value === 'object' ? JSON.stringify(value) : String(value)));
  const item = make('li', '', `${name} ${texts.join(' ')}`);
  item.dataset['event'] = name;
  el('events').prepend(item);
}

const isThere = (salesiq: Partial<SalesIq>): salesiq is SalesIq => salesiq.on !== undefined;

function begin(): void {
  const { salesiq } = window.$zoho;
  if (!isThere(salesiq)) return;
  const { visitor, chat, floatbutton, floatwindow, tracking, theme } = salesiq;
  const identify = (): void => {
    visitor.name(nameField.value);
    visitor.email(emailField.value);
  };
  const onClick = (id: string, work: () => void): void => el(id).addEventListener('click', work);
  listen(salesiq);
  identify();
  tracking.pageview(location.href);
  el('identity').addEventListener('submit', (event) => {
    event.preventDefault();
    identify();
  });
  onClick('open', () => floatwindow.open());
  onClick('close', () => floatwindow.close());
  onClick('toggle', () => floatwindow.visible('toggle'));
  onClick('start', () => {
    visitor.question('I forgot my password');
    chat.start();
  });
  onClick('left', () => floatbutton.position('bottomleft'));
  onClick('color', () => theme.color('#7a3fa0'));
  onClick('convert', () => tracking.conversion('signup_completed', { plan: 'enterprise' }));
  tell('ready', []);
}

/** Shows everything that the widget tells a site. */
function listen({ on, visitor, chat, floatbutton }: SalesIq): void {
  const hear =
    (name: string): Listener =>
    (...values) =>
      tell(name, values);
  for (const name of seedEvents) on(name, hear(name));
  visitor.chat(hear('visitor.chat'));
  visitor.offlineMessage(hear('visitor.offlineMessage'));
  chat.attend(hear('chat.attend'));
  chat.agentMessage(hear('chat.agentMessage'));
  chat.transferchat(hear('chat.transferchat'));
  chat.accepttransfer(hear('chat.accepttransfer'));
  floatbutton.click(hear('floatbutton.click'));
}

/** Adds the snippet that a site has in its page; the code is that of this emulator. */
async function load(): Promise<void> {
  const { widgetCode } = fieldsOf(await call('/__emulator/connection'));
  const script = make('script');
  script.id = 'zsiqscript';
  script.defer = true;
  script.src = `/widget?wc=${encodeURIComponent(textOf(widgetCode))}`;
  document.body.append(script);
}

window.$zoho = { salesiq: { ready: begin } };
load().catch((error: unknown) => tell('not loaded', [messageOf(error)]));
