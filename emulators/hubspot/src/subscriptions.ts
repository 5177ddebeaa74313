import { type HubSpot, nextId } from './hubspot.ts';

const objects = ['company', 'contact', 'deal', 'line_item', 'object', 'product', 'ticket'];
const changes = ['associationChange', 'creation', 'deletion', 'merge', 'privacyDeletion', 'propertyChange', 'restore'];
const conversationChanges = ['creation', 'deletion', 'newMessage', 'privacyDeletion', 'propertyChange'];

/** Whether there is such an event; `conversations.newMessage`, a misspelling, is none (contract hubspot §9). */
export function isEventType(name: string): boolean {
  const [object = '', change = ''] = name.split('.');
  return object === 'conversation'
    ? conversationChanges.includes(change)
    : objects.includes(object) && changes.includes(change);
}

const wanted: readonly [eventType: string, propertyName: string | null][] = [
  ['conversation.creation', null],
  ['conversation.newMessage', null],
  ['conversation.deletion', null],
  ['conversation.privacyDeletion', null],
  ['conversation.propertyChange', 'assignedTo'],
  ['conversation.propertyChange', 'status'],
  ['conversation.propertyChange', 'isArchived'],
];

/** Subscribes to everything that happens to conversations, as the page of the app's settings can. */
export function subscribeToAll({ host, tables, now }: HubSpot): void {
  for (const [eventType, propertyName] of wanted) {
    const known = tables.subscriptions.find((row) => row.eventType === eventType && row.propertyName === propertyName);
    if (known === undefined)
      tables.subscriptions.insert({
        ...{ id: nextId(host, 'subscription'), eventType, propertyName, active: true, createdAt: now() },
      });
    else tables.subscriptions.update(known.id, { active: true });
  }
}
