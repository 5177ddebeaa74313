export { type ConsoleActions, type ConsoleActionsSettings, createConsoleActions } from './actions.ts';
export { type ConsoleDeskSettings, createConsoleDesk } from './desk/console-desk.ts';
export { type ConsoleNews, createConsoleInbound, ownWord, writeNews } from './inbound/console-inbound.ts';
