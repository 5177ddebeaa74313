import { badField, ControlError, type EmulatorRequest, readObject } from '@baton/emulator-kit';
import type { Plugin } from './plugin.ts';
import { type Fields, fieldsOf, text } from './replies.ts';
import type { Botpress, UpstreamRow } from './rows.ts';

/** What tests and people do with the bot, under `/__emulator/botpress`. */
export function registerControls(botpress: Botpress, plugin: Plugin): void {
  const { host } = botpress;
  host.control('POST', '/botpress/installation', async (request) =>
    saveInstallation(botpress, plugin, readObject(request)),
  );
  host.control('POST', '/botpress/chat', (request) => openChat(botpress, plugin, readObject(request)));
  host.control('POST', '/botpress/start', async (request) => {
    const given = readObject(request);
    const { id } = findChat(botpress, given);
    const result = await plugin.start(id, {
      ...{ title: text(given['title']), description: text(given['description']) },
      hitlSession: fieldsOf(given['hitlSession']),
    });
    return { ...result, chat: id };
  });
  host.control('POST', '/botpress/say', async (request) => {
    const given = readObject(request);
    const { id } = findChat(botpress, given);
    const words = text(given['text']);
    plugin.say(id, text(given['type']) ?? 'text', words === null ? fieldsOf(given['payload']) : { text: words });
    await plugin.settled(id);
    return { chat: id };
  });
  host.control('POST', '/botpress/stop', async (request) => {
    const { id } = findChat(botpress, readObject(request));
    plugin.stop(id);
    await plugin.settled(id);
    return { chat: id };
  });
  host.control('GET', '/botpress/chat/:id', (request) => showChat(botpress, request));
}

/** Saves an installation, as the bot's owner does: `register` follows, and a refusal of it is told (contract botpress §4). */
async function saveInstallation(botpress: Botpress, plugin: Plugin, given: Fields): Promise<Fields> {
  const alias = text(given['alias']) ?? 'desk';
  const url = text(given['url']);
  if (url === null || !URL.canParse(url)) throw badField('url', 'the address of the integration');
  const known = botpress.installations.get(alias);
  const values = { url, configuration: fieldsOf(given['configuration']) };
  const installation =
    known === undefined
      ? botpress.installations.insert({ id: alias, ...identityOf(alias), ...values })
      : botpress.installations.update(alias, values);
  const body = { webhookUrl: `https://webhook.botpress.cloud/${installation.webhookId}` };
  const answered = await plugin.send(installation, { name: 'register', body });
  if (answered.status === 200) return { ...installation };
  throw new ControlError(
    409,
    'not-registered',
    `The integration answered ${answered.status}: ${String(answered.body['message'])}`,
  );
}

/** The one bot there is, and the integration in it. */
export const botIdentity = {
  botId: '7c1f0f5e-3c2a-4d57-9a30-0d8c5b1a2e11',
  integrationId: 'intver_01JD00000000000000000001',
};

/** Always the same for an alias, so that a gateway can be configured before. */
const identityOf = (alias: string) => ({
  ...botIdentity,
  botUserId: 'user_01JD0000000000000000000B0T',
  webhookId: `2b9d7c64-8f10-4a6e-b5d3-${Buffer.from(alias).toString('hex').padEnd(12, '0').slice(0, 12)}`,
});

function openChat(botpress: Botpress, plugin: Plugin, given: Fields): Fields {
  const alias = text(given['alias']) ?? 'desk';
  if (botpress.installations.get(alias) === undefined)
    throw new ControlError(404, 'unknown-installation', `There is no installation "${alias}".`);
  const upstream = botpress.upstreams.insert({
    ...{ id: botpress.nextId('conv'), userId: botpress.nextId('user'), alias },
    ...{ userName: text(given['name']) ?? 'Ana Lima', userEmail: text(given['email']) },
    ...{ downstreamId: null, isActive: false, downstreamUserId: null, humanAgentId: null, humanAgentName: null },
    ...{ endReason: null, lastError: null, startedBySeq: 0 },
  });
  const history = Array.isArray(given['history']) ? given['history'].map(fieldsOf) : [];
  for (const { from, text: words, type, payload } of history) {
    const content = text(words);
    plugin.tools.tell(upstream.id, {
      from: from === 'user' ? 'user' : 'bot',
      type: text(type) ?? 'text',
      payload: content === null ? fieldsOf(payload) : { text: content },
    });
  }
  return { chat: upstream.id };
}

function findChat({ upstreams }: Botpress, given: Fields): UpstreamRow {
  const id = text(given['chat']) ?? '';
  const found = upstreams.get(id);
  if (found === undefined) throw new ControlError(404, 'unknown-chat', `There is no chat "${id}". Open one first.`);
  return found;
}

function showChat(botpress: Botpress, { params }: EmulatorRequest): Fields {
  const chat = findChat(botpress, { chat: params['id'] });
  const lines = botpress.lines.list().filter(({ upstreamId }) => upstreamId === chat.id);
  return { ...chat, lines };
}
