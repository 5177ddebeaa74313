import { api } from './api.ts';
import { endChat, isAsking, lookAndGoOn, say } from './chat.ts';
import { config } from './config.ts';
import { button, end, form, host, input, smaller } from './elements.ts';
import { emit, isListener, runOfPage } from './listeners.ts';
import { session, who } from './session.ts';
import { paint, place } from './view.ts';
import { minimize, open } from './window.ts';

/** What a site gives before this script is there; the calls are put into it. */
type Given = { ready?: unknown; isEmulated?: boolean };

declare global {
  interface Window {
    $zoho?: { salesiq?: Given };
  }
}

/** Draws when the page is there, and then runs `ready`. A second script on one page does nothing. */
function start(): void {
  window.$zoho ??= {};
  window.$zoho.salesiq ??= {};
  const given = window.$zoho.salesiq;
  if (given.isEmulated === true) return;
  listenToVisitor();
  const begin = (): void => {
    document.body.append(host);
    if (config.color !== '') paint(config.color);
    if (config.position !== '') place(config.position);
    if (session.conversation !== '') lookAndGoOn();
    offerCalls(given);
  };
  if (isPageThere()) begin();
  else addEventListener('DOMContentLoaded', begin);
}

const isPageThere = (): boolean => document.querySelector('body') !== null;

function listenToVisitor(): void {
  button.addEventListener('click', () => {
    emit('floatbutton.click', session.conversation, who());
    open();
  });
  end.addEventListener('click', endChat);
  smaller.addEventListener('click', minimize);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const text = input.value.trim();
    if (text === '' || isAsking()) return;
    input.value = '';
    say(text);
  });
}

/** Puts the calls there and runs what the page put into `ready`, also when it does so after this script. */
function offerCalls(given: Given): void {
  let { ready } = given;
  const run = (): void => {
    const work = ready;
    if (isListener(work)) runOfPage(work);
  };
  Object.assign(given, api);
  Object.defineProperty(given, 'ready', {
    configurable: true,
    get: () => ready,
    set: (work: unknown) => {
      ready = work;
      run();
    },
  });
  run();
}

start();
