import { createSalesIqWidget, type SalesIqWidget } from './create-widget.ts';
import { WidgetError } from './widget-error.ts';

export type LoadOptions = {
  /** From SalesIQ's installation page. */
  widgetCode: string;
  /** Where the script is; default `https://salesiq.zohopublic.com/widget`. Each data centre has its own: `.in`, `.eu`, … */
  scriptUrl?: string;
  /** For each page with a content policy that wants one. */
  nonce?: string;
  /** Default 10 000. */
  timeoutMs?: number;
  /** Default that of the page. */
  document?: Document;
};

const scriptId = 'zsiqscript';
const defaultScriptUrl = 'https://salesiq.zohopublic.com/widget';

/**
 * Puts SalesIQ's script into the page, once, and waits until the widget takes calls (contract salesiq §6).
 * @throws WidgetError `misconfigured` when the script does not come or does not know the code, `timeout` when it does not get ready
 * @example
 * const widget = await loadSalesIqWidget({ widgetCode: 'siq…', scriptUrl: 'https://salesiq.zohopublic.in/widget' });
 * widget.visitor.email('ann@example.com');
 * widget.on('chat.attend', (visitId, data) => console.log(visitId, data));
 */
export async function loadSalesIqWidget(options: LoadOptions): Promise<SalesIqWidget> {
  const page = options.document ?? document;
  const view = page.defaultView;
  if (view === null) throw new WidgetError('invalid', 'This document is in no window.', 'Load the widget in a page.');
  const holder = salesIqOf(view);
  if (!isLoaded(holder)) await untilReady(page, holder, options);
  return createSalesIqWidget({ ...salesIqOf(view) });
}

type Holder = { ready?: () => void };

function salesIqOf(view: Window): Holder {
  const known: unknown = Reflect.get(view, '$zoho');
  const zoho = typeof known === 'object' && known !== null ? known : {};
  Reflect.set(view, '$zoho', zoho);
  const found: unknown = Reflect.get(zoho, 'salesiq');
  if (typeof found === 'object' && found !== null) return found;
  const holder: Holder = { ready: () => undefined };
  Reflect.set(zoho, 'salesiq', holder);
  return holder;
}

const isLoaded = (holder: Holder): boolean => typeof Reflect.get(holder, 'visitor') === 'object';

function untilReady(page: Document, holder: Holder, options: LoadOptions): Promise<void> {
  const { widgetCode, scriptUrl = defaultScriptUrl, nonce, timeoutMs = 10_000 } = options;
  return new Promise((resolve, reject) => {
    const timer = setTimeout(
      () =>
        reject(
          new WidgetError('timeout', `The widget was not ready within ${timeoutMs} ms.`, 'Check the widget code.'),
        ),
      timeoutMs,
    );
    const before = holder.ready;
    holder.ready = () => {
      clearTimeout(timer);
      before?.();
      resolve();
    };
    if (page.getElementById(scriptId) !== null) return;
    const script = page.createElement('script');
    script.id = scriptId;
    script.defer = true;
    if (nonce !== undefined) script.nonce = nonce;
    script.src = `${scriptUrl}?wc=${encodeURIComponent(widgetCode)}`;
    script.addEventListener('error', () => {
      clearTimeout(timer);
      script.remove();
      reject(
        new WidgetError(
          'misconfigured',
          `The widget's script did not come from ${new URL(script.src).origin}.`,
          'Check the data centre, the widget code and the content policy of the page.',
        ),
      );
    });
    page.head.append(script);
  });
}
