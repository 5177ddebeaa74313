import { type SeedWidgetEvent, seedEvents, type WidgetEvent, type WidgetListener, widgetEvents } from './events.ts';
import { WidgetError } from './widget-error.ts';

/** `window.$zoho.salesiq` once its script has run. */
export type SalesIqGlobal = { readonly [group: string]: unknown };

export type SalesIqWidget = ReturnType<typeof createSalesIqWidget>;

type Call = (...values: unknown[]) => unknown;

/**
 * Typed calls of a loaded widget: the confirmed ones under the vendor's names, and seed 004's names for them as aliases (contract
 * salesiq §6). For pages that load the script themselves; else see `loadSalesIqWidget`.
 * @throws WidgetError `unsupported` at the call when this widget does not know it
 * @example window.$zoho.salesiq.ready = () => createSalesIqWidget(window.$zoho.salesiq).visitor.name('Ann');
 */
export function createSalesIqWidget(salesiq: SalesIqGlobal) {
  const call = (group: string, name: string, ...values: unknown[]): void => {
    callOf(salesiq, group, name)(...values);
  };
  let isOpen = false;
  const show = (isWanted: boolean): void => {
    call('chatwindow', 'visible', isWanted ? 'show' : 'hide');
    isOpen = isWanted;
  };
  const visitor = createVisitor(call);
  const chat = createChat(call);
  return {
    visitor,
    chat,
    chatwindow: { visible: (wish: 'show' | 'hide'): void => show(wish === 'show') },
    floatbutton: {
      /** Shown, hidden, or shown after so many seconds. */
      visible: (wish: 'show' | 'hide' | number): void => call('floatbutton', 'visible', wish),
    },
    /**
     * Seed 004's names. Zoho's own `floatwindow.open` opens nothing: it registers a function, for which there is `on`. There is no
     * toggle either, so it goes by what was opened and closed through this helper.
     */
    floatwindow: {
      open: (options: { message?: string; department?: string } = {}): void => {
        if (options.department !== undefined) chat.department(options.department);
        if (options.message !== undefined) visitor.question(options.message);
        show(true);
      },
      close: (): void => show(false),
      minimize: (): void => show(false),
      visible: (wish: 'show' | 'hide' | 'toggle'): void => show(wish === 'toggle' ? !isOpen : wish === 'show'),
    },
    /** Listens to an event under the vendor's name or the seed's. @throws WidgetError `unsupported` for a name without a registrar */
    on: (event: WidgetEvent | SeedWidgetEvent, listener: WidgetListener): void => {
      const [group, name] = registrarOf(event);
      call(group, name, listener);
    },
    /** Whether this widget knows a call, for example `chatwindow.visible`. */
    supports: (name: string): boolean => {
      const [group = '', member = ''] = name.split('.');
      return typeof memberOf(memberOf(salesiq, group), member) === 'function';
    },
  };
}

type Invoke = (group: string, name: string, ...values: unknown[]) => void;

function createVisitor(call: Invoke) {
  const contactnumber = (phone: string): void => call('visitor', 'contactnumber', phone);
  return {
    name: (name: string): void => call('visitor', 'name', name),
    firstname: (name: string): void => call('visitor', 'firstname', name),
    lastname: (name: string): void => call('visitor', 'lastname', name),
    email: (email: string): void => call('visitor', 'email', email),
    contactnumber,
    /** Seed 004's name of `contactnumber`. */
    phone: contactnumber,
    /** What the operator sees beside the chat: one pair, or, as in seed 004, several at once. */
    info: (given: string | Readonly<Record<string, string | number | boolean>>, value?: string): void => {
      const pairs = typeof given === 'string' ? [[given, value ?? '']] : Object.entries(given);
      for (const [key, each] of pairs) call('visitor', 'info', key, String(each));
    },
    /** The first message; a chat cannot be started without. */
    question: (text: string): void => call('visitor', 'question', text),
  };
}

function createChat(call: Invoke) {
  const department = (name: string): void => call('chat', 'department', name);
  return {
    department,
    /**
     * Starts a chat with a first message. Zoho allows it from a click of the visitor only. `department` is seed 004's parameter; Zoho's
     * own call has none, so it is chosen before.
     * @throws WidgetError `invalid` without a question
     */
    start: (options: { question: string; department?: string }): void => {
      if (options.question.trim() === '')
        throw new WidgetError('invalid', 'A chat needs a first message.', 'Pass a question that is not empty.');
      if (options.department !== undefined) department(options.department);
      call('visitor', 'question', options.question);
      call('chat', 'start');
    },
  };
}

function registrarOf(event: string): readonly [string, string] {
  const known: Readonly<Record<string, readonly [string, string]>> = widgetEvents;
  const aliases: Readonly<Record<string, string>> = seedEvents;
  const found = known[aliases[event] ?? event];
  if (found !== undefined) return found;
  throw new WidgetError(
    'unsupported',
    `SalesIQ's widget tells nobody of "${event}".`,
    `There are ${[...Object.keys(widgetEvents), ...Object.keys(seedEvents)].join(', ')}.`,
  );
}

function callOf(salesiq: SalesIqGlobal, group: string, name: string): Call {
  const owner = memberOf(salesiq, group);
  const found = memberOf(owner, name);
  if (typeof found === 'function') return (...values) => Reflect.apply(found, owner, values);
  throw new WidgetError(
    'unsupported',
    `This widget has no ${group}.${name}.`,
    'Make the call in "ready" or after it, and ask with supports() for what not every version has.',
  );
}

const memberOf = (owner: unknown, name: string): unknown =>
  typeof owner === 'object' && owner !== null ? Reflect.get(owner, name) : undefined;
