import { type Caller, type CallOptions, ClientError, toPath } from '@baton/http-kit';
import { type BotpressClientOptions, createCaller } from './caller.ts';
import { member } from './decode.ts';
import {
  type BotpressConversation,
  type BotpressMessage,
  type BotpressUser,
  type Gotten,
  type Tags,
  toConversation,
  toGotten,
  toMessage,
  toUser,
} from './things.ts';

export type UserFields = { name?: string; pictureUrl?: string; tags: Tags };
export type MessageFields = {
  type: string;
  payload: Readonly<Record<string, unknown>>;
  userId: string;
  conversationId: string;
  tags: Tags;
};
export type StateAddress = { type: 'integration' | 'conversation' | 'user' | 'bot'; id: string; name: string };

/**
 * What identifies what is looked for: tags with these names, all of them declared, and each of them there. Nothing is ever found by a
 * part of its tags, which Botpress documents in two ways.
 */
export type Identified<Fields> = Fields & { by: readonly [string, ...string[]] };

/** The runtime API of Botpress for one installation (contract botpress §5). All methods throw ClientError. */
export type BotpressClient = {
  /** Repeated where it is safe: found by the tags of `by`. */
  getOrCreateUser(user: Identified<UserFields>, options?: CallOptions): Promise<Gotten<BotpressUser>>;
  /** @throws ClientError `not-found` */
  getUser(id: string, options?: CallOptions): Promise<BotpressUser>;
  /** Tags are merged; an empty text takes one away. */
  updateUser(id: string, user: Partial<UserFields>, options?: CallOptions): Promise<BotpressUser>;
  getOrCreateConversation(
    conversation: Identified<{ channel: string; tags: Tags }>,
    options?: CallOptions,
  ): Promise<Gotten<BotpressConversation>>;
  getConversation(id: string, options?: CallOptions): Promise<BotpressConversation>;
  updateConversation(id: string, tags: Tags, options?: CallOptions): Promise<BotpressConversation>;
  /** Not repeated after an unclear end; `getOrCreateMessage` is the one to relay with. */
  createMessage(message: MessageFields, options?: CallOptions): Promise<BotpressMessage>;
  /** The idempotent way to relay a message: `by` names the tag with the other side's id of it. */
  getOrCreateMessage(message: Identified<MessageFields>, options?: CallOptions): Promise<Gotten<BotpressMessage>>;
  updateMessage(id: string, tags: Tags, options?: CallOptions): Promise<BotpressMessage>;
  /** Not repeated after an unclear end: Botpress has no way to look for an event, and each one is heard. */
  createEvent(type: string, payload: Readonly<Record<string, unknown>>, options?: CallOptions): Promise<void>;
  /** Null when there is none. The last write wins, so nothing of one session belongs into a state of the whole integration. */
  getState(address: StateAddress, options?: CallOptions): Promise<unknown>;
  /** `payload` null removes it. */
  setState(address: StateAddress, payload: unknown, options?: CallOptions): Promise<void>;
  /** Asks for `register` to be called again on a schedule, for example `monthly`. */
  configureIntegration(scheduleRegisterCall: string, options?: CallOptions): Promise<void>;
};

/**
 * Calls Botpress' runtime API with an Integration Access Key. Knows nothing of Baton.
 * @example const client = createBotpressClient({ http: createHttp(), token, installation: { botId, integrationId, alias: 'desk' } });
 */
export function createBotpressClient(options: BotpressClientOptions): BotpressClient {
  const call = createCaller(options);
  return { ...people(call), ...chats(call), ...words(call), ...memory(call) };
}

const discriminated = <Fields>({ by, ...fields }: Identified<Fields>) => ({ ...fields, discriminateByTags: by });

const people = (call: Caller): Pick<BotpressClient, 'getOrCreateUser' | 'getUser' | 'updateUser'> => ({
  getOrCreateUser: async (user, options) => {
    const json = discriminated(user);
    const path = '/users/get-or-create';
    return toGotten(
      await call({ operation: 'get-or-create-user', retryClass: 'idempotent', method: 'POST', path, json, options }),
      toUser,
    );
  },
  getUser: async (id, options) =>
    toUser(
      await call({
        operation: 'get-user',
        retryClass: 'read',
        method: 'GET',
        path: toPath('/users/:id', { id }),
        options,
      }),
    ),
  updateUser: async (id, json, options) => {
    const path = toPath('/users/:id', { id });
    return toUser(
      await call({ operation: 'update-user', retryClass: 'idempotent', method: 'PUT', path, json, options }),
    );
  },
});

type Chats = Pick<BotpressClient, 'getOrCreateConversation' | 'getConversation' | 'updateConversation'>;

const chats = (call: Caller): Chats => ({
  getOrCreateConversation: async (conversation, options) => {
    const operation = 'get-or-create-conversation';
    const path = '/conversations/get-or-create';
    const json = discriminated(conversation);
    return toGotten(
      await call({ operation, retryClass: 'idempotent', method: 'POST', path, json, options }),
      toConversation,
    );
  },
  getConversation: async (id, options) => {
    const path = toPath('/conversations/:id', { id });
    return toConversation(
      await call({ operation: 'get-conversation', retryClass: 'read', method: 'GET', path, options }),
    );
  },
  updateConversation: async (id, tags, options) => {
    const path = toPath('/conversations/:id', { id });
    const json = { tags };
    return toConversation(
      await call({ operation: 'update-conversation', retryClass: 'idempotent', method: 'PUT', path, json, options }),
    );
  },
});

type Words = Pick<BotpressClient, 'createMessage' | 'getOrCreateMessage' | 'updateMessage' | 'createEvent'>;

const words = (call: Caller): Words => ({
  createMessage: async (json, options) =>
    toMessage(
      await call({
        ...{ operation: 'create-message', retryClass: 'unsafe', method: 'POST', path: '/messages', json, options },
      }),
    ),
  getOrCreateMessage: async (message, options) => {
    const json = discriminated(message);
    const path = '/messages/get-or-create';
    return toGotten(
      await call({ operation: 'get-or-create-message', retryClass: 'idempotent', method: 'POST', path, json, options }),
      toMessage,
    );
  },
  updateMessage: async (id, tags, options) => {
    const path = toPath('/messages/:id', { id });
    const json = { tags };
    return toMessage(
      await call({ operation: 'update-message', retryClass: 'idempotent', method: 'PUT', path, json, options }),
    );
  },
  createEvent: async (type, payload, options) => {
    const json = { type, payload };
    await call({ operation: 'create-event', retryClass: 'unsafe', method: 'POST', path: '/events', json, options });
  },
});

const statePath = ({ type, id, name }: StateAddress): string => toPath('/states/:type/:id/:name', { type, id, name });

const memory = (call: Caller): Pick<BotpressClient, 'getState' | 'setState' | 'configureIntegration'> => ({
  getState: async (address, options) => {
    try {
      const path = statePath(address);
      const answer = await call({ operation: 'get-state', retryClass: 'read', method: 'GET', path, options });
      return member(member(answer, 'state'), 'payload') ?? null;
    } catch (error) {
      if (isNotFound(error)) return null;
      throw error;
    }
  },
  setState: async (address, payload, options) => {
    const path = statePath(address);
    const json = { payload };
    await call({ operation: 'set-state', retryClass: 'idempotent', method: 'POST', path, json, options });
  },
  configureIntegration: async (scheduleRegisterCall, options) => {
    const path = '/integrations/configure';
    const json = { scheduleRegisterCall };
    await call({ operation: 'configure', retryClass: 'idempotent', method: 'POST', path, json, options });
  },
});

const isNotFound = (error: unknown): boolean => error instanceof ClientError && error.code === 'not-found';
