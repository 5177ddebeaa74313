import type { EmulatorHost } from '@baton/emulator-kit';
import { operatorPage } from './operator-page.ts';
import { mailboxPage, ticketsPage } from './record-pages.ts';
import { visitorPage } from './visitor-page.ts';

/** Serves the pages on which people play the story by hand: `/visitor`, `/operator`, `/tickets`, `/mailbox`. */
export function registerPages(host: EmulatorHost): void {
  host.page('/visitor', visitorPage);
  host.page('/operator', operatorPage);
  host.page('/tickets', ticketsPage);
  host.page('/mailbox', mailboxPage);
}
