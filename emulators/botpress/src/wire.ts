import type { ConversationRow, EventRow, MessageRow, StateRow, UserRow } from './rows.ts';

/** Rows as the vendor writes them; what has no value is left out. */

export const userWire = ({ id, createdAt, updatedAt, tags, name, pictureUrl }: UserRow) => ({
  ...{ id, createdAt, updatedAt, tags },
  ...(name === null ? {} : { name }),
  ...(pictureUrl === null ? {} : { pictureUrl }),
});

export const conversationWire = ({ id, createdAt, updatedAt, channel, alias, tags }: ConversationRow) => ({
  ...{ id, createdAt, updatedAt, channel, integration: alias, tags },
});

export const messageWire = (row: MessageRow) => {
  const { id, createdAt, updatedAt, type, payload, direction, userId, conversationId, tags } = row;
  return { id, createdAt, updatedAt, type, payload, direction, userId, conversationId, tags };
};

export const eventWire = ({ id, createdAt, type, payload, status }: EventRow) => ({
  id,
  createdAt,
  type,
  payload,
  status,
});

export const stateWire = ({ id, createdAt, updatedAt, botId, stateType, name, payload }: StateRow) => ({
  ...{ id, createdAt, updatedAt, botId, type: stateType, name, payload },
});
