import { ClientError } from './client-error.ts';

/**
 * What was made, changed or read, if the answer tells its id. A success without is none: whoever keeps the empty id loses the thing.
 * @throws ClientError `undecodable`; a write may have been done all the same
 */
export function withId<Item extends { id: string }>(item: Item, vendor: string, isRead = false): Item {
  if (item.id !== '') return item;
  throw noAnswer(vendor, isRead);
}

/** A success that says nothing. */
export const noAnswer = (vendor: string, isRead: boolean): ClientError =>
  new ClientError('undecodable', `${vendor} answered with success, but without the thing itself.`, {
    retryable: isRead,
    isAmbiguous: !isRead,
    fix: isRead ? 'Look for a proxy that cuts answers.' : 'Look for what may have been made before making it again.',
  });
