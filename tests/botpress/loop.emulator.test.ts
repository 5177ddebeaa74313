import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Loop, startLoop, until } from './start-loop.ts';

const picture = Buffer.from('not really a picture, but bytes all the same');
const fileHost = createServer((_request, response) => {
  response.writeHead(200, { 'content-type': 'image/png' }).end(picture);
});

let loop: Loop;
let fileOrigin: string;
beforeAll(async () => {
  await new Promise<void>((resolve) => fileHost.listen(0, '127.0.0.1', resolve));
  fileOrigin = `http://127.0.0.1:${(fileHost.address() as AddressInfo).port}`;
  loop = await startLoop({ BOTPRESS_FILE_ORIGINS: fileOrigin });
  await loop.install('desk');
  await loop.install('sales');
});
afterAll(async () => {
  await loop.stop();
  await new Promise((resolve) => fileHost.close(resolve));
});

describe('customer → Botpress → Baton → SalesIQ, and back', () => {
  it('brings history, words both ways, one operator after the other, and the end', async () => {
    const history = [
      { from: 'user', text: 'My order 4711 never arrived' },
      { from: 'bot', text: 'Shall I call somebody?' },
    ];
    const chat = await loop.open({ name: 'Ana Lima', email: 'ana@example.org', history });
    expect(
      await loop.start(chat, { title: 'Refund 4711', description: 'Parcel lost', hitlSession: { priority: 'high' } }),
    ).toMatchObject({ ok: true });
    const conversation = await loop.findAtDesk('My order 4711 never arrived');
    const summary = JSON.stringify((await loop.rows('salesiq/conversations')).find(({ id }) => id === conversation));
    for (const words of ['Refund 4711', 'Parcel lost', 'priority: high', 'ana@example.org'])
      expect(summary).toContain(words);
    await loop.operate({ conversation_id: conversation, action: 'join' });
    await loop.operate({ conversation_id: conversation, action: 'reply', text: 'Hello Ana, I look into it' });
    await loop.heard(chat, 'Hello Ana');
    await loop.say(chat, 'Thank you so much');
    await loop.findAtDesk('Thank you so much');
    await loop.operate({ conversation_id: conversation, action: 'close' });
    const { lines, humanAgentName, endReason } = await loop.ended(chat);
    expect(endReason).toBe('agent-closed-ticket');
    const [agent] = lines.filter(({ from }) => from === 'agent').map(({ agentName }) => agentName);
    expect(agent).toBe(humanAgentName);
    expect(agent).not.toBe('Ana Lima');
    expect(lines.slice(3).map(({ from }) => from)).toEqual(['notice', 'agent', 'user', 'notice']);
    expect(await loop.rows('botpress/dropped')).toEqual([]);
  });

  it('says which ticket it has become where nobody can be asked, by the setting of the installation alone', async () => {
    const chat = await loop.open({ alias: 'sales', name: 'Bo', email: 'bo@example.org' });
    await loop.start(chat, { title: 'Price of ten' });
    const { lines } = await loop.ended(chat);
    const [ticket] = (await loop.rows('desk/tickets')).filter((row) => JSON.stringify(row).includes('Price of ten'));
    expect(lines.filter(({ from }) => from === 'agent').at(-1)?.payload.text).toContain(
      String(ticket?.['ticketNumber']),
    );
    expect(lines.at(-1)?.from).toBe('notice');
  });

  it('closes the desk when the user ends it, and sends nothing back', async () => {
    const chat = await loop.open({ name: 'Cleo', history: [{ from: 'user', text: 'Cleo needs help' }] });
    await loop.start(chat);
    const conversation = await loop.findAtDesk('Cleo needs help');
    const before = (await loop.rows('botpress/events')).length;
    await loop.say(chat, '/end');
    await loop.findAtDesk('Bot: ( The user has ended the session. )');
    await until('the end at the desk', async () => {
      const row = (await loop.rows('salesiq/conversations')).find(({ id }) => id === conversation);
      return JSON.stringify(row).match(/ended|closed|completed/i) === null ? undefined : true;
    });
    expect(await loop.rows('botpress/events')).toHaveLength(before);
  });

  it('brings files of the user to the desk, and tells the address of what it may not fetch', async () => {
    const chat = await loop.open({ name: 'Dora', history: [{ from: 'user', text: 'Dora has a picture' }] });
    await loop.start(chat);
    const conversation = await loop.findAtDesk('Dora has a picture');
    await loop.operate({ conversation_id: conversation, action: 'join' });
    const send = (type: string, payload: object) => loop.control('/botpress/say', { chat, type, payload });
    await send('image', { imageUrl: `${fileOrigin}/broken%20box.png`, title: 'broken box.png' });
    await send('bloc', {
      items: [
        { type: 'text', payload: { text: 'And how it sounds' } },
        { type: 'audio', payload: { audioUrl: `${fileOrigin}/rattle.ogg` } },
      ],
    });
    await send('video', { videoUrl: 'https://elsewhere.example/clip.mp4' });
    await loop.findAtDesk('[video] https://elsewhere.example/clip.mp4');
    const own = (await loop.rows('salesiq/messages')).filter((row) => row['conversation_id'] === conversation);
    const told = own.map((row) => JSON.stringify(row));
    const place = (words: string): number => told.findIndex((row) => row.includes(words));
    expect(told.filter((row) => row.includes('broken box.png'))).toHaveLength(1);
    expect(place('And how it sounds')).toBeGreaterThan(place('broken box.png'));
    expect(place('rattle.ogg')).toBeGreaterThan(place('And how it sounds'));
    expect(place('clip.mp4')).toBeGreaterThan(place('rattle.ogg'));
    const kept = await loop.rows('salesiq/files');
    expect(JSON.stringify(kept)).toContain('broken box.png');
    expect(kept.map((row) => row['size'])).toContain(picture.length);
  });
});
