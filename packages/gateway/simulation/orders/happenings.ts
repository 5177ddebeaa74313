import { parseState, type Timer } from '@baton/core';
import { fetchWords, tell, tellOfDesk, type World } from './world.ts';

/** One thing that can happen; null where it cannot, as things are. */
export type Happening = { letter: string; happen(world: World): World | null };

const agent = { id: 'a', name: 'Sarah' };
const profile = { visitorId: 'v', name: 'Ann', email: 'ann@example.com', phone: null, senderAddress: null };

const says =
  (text: string) =>
  (world: World): World =>
    tell(world, { type: 'receive-customer-message', text, profile, isAnswered: true });

const fires =
  (name: Timer['name']) =>
  (world: World): World | null => {
    const timer = world.timers.findLast((set) => set.name === name);
    if (timer === undefined) return null;
    const told = tell(world, { type: 'fire-timer', timer });
    return { ...told, timers: told.timers.filter((set) => set !== timer) };
  };

function opens(world: World): World | null {
  const { opening } = world;
  if (opening === null) return null;
  const reference = `chat-${world.chats.length + 1}`;
  const chats = [...world.chats, { ...opening, reference }];
  const told = { ...world, opening: null, chats };
  return tell(told, { type: 'settle-opening', legKey: opening.legKey, reference });
}

/** A human comes into the newest chat, by a sign of presence or with a word. A word counts when it is meant for the customer. */
function comes(world: World, text: string | null): World | null {
  const chat = world.chats.at(-1);
  if (chat === undefined) return null;
  const told =
    text === null
      ? tellOfDesk(world, { type: 'agent-joined', agent })
      : tellOfDesk(world, { type: 'agent-said', agent, text, attachments: [], messageId: null });
  const isTaken = chat.legKey !== world.newestLeg || chat.reference === world.takenBack;
  return isTaken ? told : { ...told, humanIn: chat.reference, said: told.said + (text === null ? 0 : 1) };
}

/** Somebody writes in the first chat, which was left for another. */
function writesLate(world: World): World | null {
  const [first, second] = world.chats;
  if (first === undefined || second === undefined) return null;
  return tellOfDesk(world, { type: 'agent-said', agent, text: 'am I late?', attachments: [], messageId: null }, first);
}

/** A human ends the newest chat. */
function ends(world: World): World | null {
  const chat = world.chats.at(-1);
  if (chat === undefined) return null;
  return tellOfDesk({ ...world, humanIn: null, takenBack: null }, { type: 'completed', endedBy: 'agent' });
}

/** The vendor breaks while a chat goes on there: its relay is given up. */
function breaks(world: World): World | null {
  const chat = world.chats.at(-1);
  return chat === undefined
    ? null
    : tell(world, { type: 'fail-leg', legKey: chat.legKey, reason: 'relay-unavailable' });
}

function makesTicket(world: World): World | null {
  const [caseKey, ...tickets] = world.tickets;
  if (caseKey === undefined) return null;
  const number = String(100 + world.minute);
  const result = { type: 'created' as const, id: `t${number}`, number, url: null };
  return tell({ ...world, tickets }, { type: 'settle-ticket', caseKey, result });
}

function answersTicket(world: World): World | null {
  const [watched] = world.state.watchedTickets;
  if (watched === undefined) return null;
  const replies = [{ id: `r${world.minute}`, agentName: null, text: 'answered on the ticket' }];
  return tell(world, { type: 'settle-ticket-news', ticketId: watched.id, news: { status: 'open', replies } });
}

/** The process ends: what was fetched last was never noted as fetched, and the conversation is read back from where it is kept. */
function crashes(world: World): World {
  const state = parseState(JSON.parse(JSON.stringify(world.state)));
  const agents = world.fetched.filter(({ author }) => author === 'agent').length;
  return { ...world, state, waiting: [...world.fetched, ...world.waiting], fetched: [], heard: world.heard - agents };
}

/** The vendor gives up to ring. */
function misses(world: World): World | null {
  const isRinging = world.chats.length > 0 && world.humanIn === null;
  return isRinging ? tellOfDesk({ ...world, takenBack: null }, { type: 'missed' }) : null;
}

/** Each has a letter of its own, so that an order of them is a word. */
export const happenings: readonly Happening[] = [
  { letter: 'h', happen: says('talk to a human') },
  { letter: 'w', happen: says('it is still broken') },
  { letter: 'q', happen: says('set up my monitor') },
  { letter: 'x', happen: says('cancel') },
  { letter: 'b', happen: says('please call me back') },
  { letter: 'o', happen: opens },
  { letter: 'O', happen: opens },
  { letter: 'u', happen: writesLate },
  { letter: 'j', happen: (world) => comes(world, null) },
  { letter: 's', happen: (world) => comes(world, 'I can help') },
  { letter: 't', happen: (world) => comes(world, 'one more thing') },
  { letter: 'e', happen: ends },
  { letter: 'm', happen: misses },
  { letter: 'a', happen: fires('handoff-accept') },
  { letter: 'i', happen: fires('agent-silent') },
  { letter: 'c', happen: fires('callback-unanswered') },
  { letter: 'l', happen: fires('ticket-late') },
  { letter: 'f', happen: breaks },
  { letter: 'k', happen: makesTicket },
  { letter: 'n', happen: answersTicket },
  { letter: 'g', happen: (world) => fetchWords(world) },
  { letter: 'G', happen: (world) => fetchWords(world) },
  { letter: '!', happen: crashes },
];
