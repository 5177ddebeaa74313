import { land, poll } from './chat.ts';
import { button, input, panel } from './elements.ts';
import { emit } from './listeners.ts';
import { session } from './session.ts';

let isWidgetShown = true;

export const isOpen = (): boolean => !panel.hidden;
export const isButtonShown = (): boolean => isWidgetShown;

/** Shows window or button. True when that changed what is seen. */
function draw(isWindow: boolean): boolean {
  const was = isOpen();
  panel.hidden = !isWindow;
  button.hidden = isWindow || !isWidgetShown;
  return was !== isWindow;
}

export function open(): void {
  if (!draw(true)) return;
  if (session.conversation === '') land();
  poll();
  input.focus();
  emit('floatwindow.open', session.conversation);
  emit('widget.opened');
}

export function close(): void {
  if (!draw(false)) return;
  emit('floatwindow.close', session.conversation);
  emit('widget.closed');
}

export function minimize(): void {
  if (!draw(false)) return;
  emit('floatwindow.minimize', session.conversation);
  emit('widget.closed');
  button.focus();
}

export function showButton(wish: boolean): void {
  isWidgetShown = wish;
  draw(isOpen());
}
