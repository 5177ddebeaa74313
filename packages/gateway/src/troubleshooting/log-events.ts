/** Every event that is logged: what it means, and what to do about it. An event that stands not here cannot be logged. */
export const logEvents = {
  'connection-refused': {
    means: 'A connection was closed before a request could be taken from it; `reason` and `address` say why and whose.',
    toDo: 'Do what `advice` says. Logged once a minute for each reason; `suppressed` counts those between.',
  },
  'console-failed': {
    means:
      'Something that looks after the console (its live stream, absent agents, old files) was broken off; it is tried again.',
    toDo: 'A `code` of the database: look at the database. If it goes on with another one, report it.',
  },
  'delivery-failed': {
    means: 'Processing a stored request failed in our own code or in the database; it is tried again, five times.',
    toDo: 'A `code` of the database: look at the database. Any other: report it; after the fifth time it is a dead letter.',
  },
  'delivery-rejected': {
    means: 'A stored request was not processed, with the `reason`.',
    toDo: 'Look the reason up below. What can be done after all stands in `baton dead-letters list`.',
  },
  'delivery-unreadable': {
    means: 'A stored request cannot be decrypted or read again.',
    toDo: 'Look whether this node has the same BATON_SECRET_KEY as the others. It is a dead letter; replay it once the key is right.',
  },
  'desk-chat-adopted': {
    means: 'A chat at a desk whose opening was cut off was found again, and goes on.',
    toDo: 'Nothing.',
  },
  'due-failed': {
    means: 'The database did not tell when the next work is due; it is asked again within a second.',
    toDo: 'If it goes on, look at the database.',
  },
  'effect-alarm': {
    means: 'A ticket or a mail has failed for more than a day. It is never dropped, and tried on.',
    toDo: 'Look the `code` up below and repair its cause; it is done then by itself.',
  },
  'effect-dropped': {
    means: 'Something that was to be done is out of date, for example words of the bot after a human took the chat.',
    toDo: 'Nothing.',
  },
  'effect-given-up': {
    means: 'A vendor refused something for good, or it cannot be done; the conversation goes on without it.',
    toDo: 'Look the `code` up below. Once its cause is repaired: `baton dead-letters replay <id>`.',
  },
  'effect-retried': {
    means: 'Something could not be done at a vendor and is tried again after `delayMs`.',
    toDo: 'Nothing at once. If `attempts` grows, look the `code` up below; `vendor-failing` names the vendor.',
  },
  'effect-unreadable': {
    means: 'Stored work is of a kind that this version does not know. It is a dead letter.',
    toDo: 'All nodes need the same version. Replay it once they have it.',
  },
  'lane-failed': {
    means: 'Work on one conversation was broken off by an error; it is taken up again.',
    toDo: 'A `code` of the database: look at the database. If it goes on with another one, report it.',
  },
  'late-answer-failed': {
    means: 'A request was refused because its answer took too long, and afterwards its answer failed as well.',
    toDo: 'Look at the database.',
  },
  'outcome-not-recorded': {
    means: 'Whether an answer reached its receiver could not be noted; its words may come once more.',
    toDo: 'Look at the database.',
  },
  'release-failed': {
    means: 'A lease could not be handed back; the work goes on after its 12 s.',
    toDo: 'If it comes more than once, look at the database.',
  },
  'renew-failed': {
    means: 'A lease could not be renewed; another node may take the work over.',
    toDo: 'If it goes on, look at the database.',
  },
  'request-failed': {
    means: 'A request was answered with a status of 500 or more; `problem` is the code.',
    toDo: 'Look the code up below.',
  },
  'request-refused': {
    means: 'A request was answered with a status below 500; `problem` is the code.',
    toDo: 'Look the code up below. Single ones are usual on an open network.',
  },
  'secret-unreadable': {
    means:
      'A stored token cannot be decrypted with the keys of this node and counts as absent; another one is asked for.',
    toDo: 'After a change of key: nothing. Else look whether all nodes have the same BATON_SECRET_KEY.',
  },
  'store-back': { means: 'The store takes writes again, and this node takes requests.', toDo: 'Nothing.' },
  'store-lost': {
    means: 'The store takes no writes; `reason` says why. This node is not ready, and tries every second.',
    toDo: 'Repair the database, or make room on its disk. The node comes back by itself.',
  },
  'vendor-failing': {
    means: 'Calls of this `part` of a vendor fail since `since`; what is to be done there waits.',
    toDo: 'Do what `advice` says. It is logged once, and once a minute at most when it comes and goes.',
  },
  'vendor-recovered': { means: 'A vendor that failed answers again.', toDo: 'Nothing.' },
  'vendor-trial-broken': {
    means: 'Looking at the vendors after the start failed in our own code.',
    toDo: 'Run `baton serve --check --live`, and report it.',
  },
  'vendor-trial-failed': {
    means: 'A vendor that was asked after the start does not work as configured.',
    toDo: 'Do what `fix` says. Work for that vendor waits meanwhile.',
  },
  'webhook-refused': {
    means: 'A webhook request was refused; `adapter` and `reason` say where and why.',
    toDo: 'Do what `advice` says. Logged once a minute for each reason; `suppressed` counts those between.',
  },
  'worker-failed': {
    means: 'The database could not be asked for work; it is asked again after half a second.',
    toDo: 'Look at the database.',
  },
} as const satisfies Record<string, Advice>;

export type Advice = { means: string; toDo: string };
export type LogEvent = keyof typeof logEvents;
