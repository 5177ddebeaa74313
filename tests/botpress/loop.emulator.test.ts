import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Loop, startLoop, until } from './start-loop.ts';

let loop: Loop;
beforeAll(async () => {
  loop = await startLoop();
  await loop.install('desk');
  await loop.install('sales');
});
afterAll(() => loop.stop());

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
});
