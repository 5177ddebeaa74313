import type { Stakes } from './stakes.ts';

/** The least of each per thousand stories; about a third of what was seen. What is too seldom to be counted on has none. */
const floorsPerThousand: Stakes = {
  kills: 1_000,
  'turns in one commit': 1_000,
  'turns together': 1_400,
  'turns for which something came first': 200,
  'next desks': 130,
  'take-overs': 40,
  humans: 190,
  'passed on': 35,
  'left alone': 10,
  'handed back': 240,
  missed: 170,
  'desks left out': 140,
  'nobody to ask': 50,
  'calls arranged or declined': 120,
  'ticket news told': 50,
  'late or foreign events': 330,
  'unordered events': 340,
  'right codes': 10,
  'wrong codes': 100,
  'proved addresses': 5,
  tickets: 200,
  'tickets looked for': 35,
  mails: 600,
  'known customers': 70,
  relays: 130,
  'ended at desks': 250,
  'deferred answers': 130,
  'pushed words': 1_000,
  timers: 900,
  'create-ticket under fault': 13,
  'create-ticket under kill': 13,
  'create-ticket under partition': 8,
  'send-mail under fault': 18,
  'send-mail under kill': 9,
  'send-mail under partition': 9,
  'open-desk under fault': 280,
  'open-desk under kill': 35,
  'open-desk under partition': 35,
  'relay-to-desk under fault': 90,
  'relay-to-desk under kill': 6,
  'relay-to-desk under partition': 7,
  'push-words under fault': 30,
  'push-words under kill': 55,
  'push-words under partition': 55,
  'look-up-identity under fault': 17,
  'look-up-identity under kill': 17,
  'look-up-identity under partition': 14,
  'customer-said under kill': 100,
  'customer-said under partition': 100,
  'agent-joined under kill': 6,
  'agent-joined under partition': 6,
  'agent-said under kill': 6,
  'agent-said under partition': 4,
  'timer under kill': 100,
  'timer under partition': 90,
};

/** Of what happens more seldom, chance alone may leave too little. */
const floorMin = 3;

/** The least of each in so many stories; without what cannot be counted on in so few. */
export function floorsFor(count: number): Stakes {
  const floors = Object.entries(floorsPerThousand).map(([name, floor]) => [name, (floor * count) / 1_000] as const);
  return Object.fromEntries(floors.filter(([, floor]) => floor >= floorMin));
}
