import type { Example } from '../training/example.ts';

const sentences: Record<string, string[]> = {
  'password-reset': [
    'i forgot my password',
    'reset my password please',
    'my password expired yesterday',
    'how do i change the password of my account',
    'the system says that my password is wrong',
    'i need a new password for the portal',
    'cannot remember the password any more',
    'where can i set another password',
  ],
  'account-locked': [
    'my account is locked',
    'i am locked out after too many attempts',
    'unlock my account',
    'it says that the account has been disabled',
    'please unblock my user',
    'my login was blocked after three tries',
    'the account got suspended this morning',
    'i was locked out of my profile',
  ],
  'server-reboot': [
    'reboot the server',
    'please restart our terminal server',
    'the server hangs and needs a restart',
    'can someone power cycle the host',
    'our machine in the data centre needs rebooting',
    'restart srv-12 tonight',
    'we want the virtual server to be restarted',
    'a reboot of the file server is needed',
  ],
  printer: [
    'the printer does not print',
    'my documents stay in the print queue',
    'paper jam in the printer on the second floor',
    'printing gives empty pages',
    'i cannot add the new printer',
    'the print job disappears',
    'our label printer is offline',
    'toner is full but the printer says it is empty',
  ],
  monitor: [
    'how do i connect a second monitor',
    'my screen stays black',
    'no picture on the display',
    'set up two screens on my desk',
    'the external display is not detected',
    'the monitor flickers all the time',
    'change the resolution of my screen',
    'the displays are in the wrong order',
  ],
  'bank-feed': [
    'the bank feed in quickbooks does not update',
    'transactions of my bank are missing in quickbooks',
    'quickbooks cannot connect to the bank',
    'the bank feed shows an error',
    'downloaded transactions do not appear',
    'reconnect my bank account in quickbooks',
    'the bank connection of the books is broken',
    'no new transactions since monday',
  ],
};

export const helpDeskExamples: Example[] = Object.entries(sentences).flatMap(([intent, texts]) =>
  texts.map((text) => ({ text, intent })),
);

/** Other words for the same, which no training sees. */
export const unseenExamples: Example[] = [
  { text: 'forgot password', intent: 'password-reset' },
  { text: 'i have to change my password', intent: 'password-reset' },
  { text: 'password expired', intent: 'password-reset' },
  { text: 'my account got locked again', intent: 'account-locked' },
  { text: 'unlock the account please', intent: 'account-locked' },
  { text: 'locked out since this morning', intent: 'account-locked' },
  { text: 'the server must be restarted', intent: 'server-reboot' },
  { text: 'please reboot our server', intent: 'server-reboot' },
  { text: 'restart the terminal server tonight', intent: 'server-reboot' },
  { text: 'printer is offline', intent: 'printer' },
  { text: 'the printer prints empty pages', intent: 'printer' },
  { text: 'paper jam again', intent: 'printer' },
  { text: 'black screen on my second monitor', intent: 'monitor' },
  { text: 'connect two monitors', intent: 'monitor' },
  { text: 'the display is not detected', intent: 'monitor' },
  { text: 'bank feed does not work', intent: 'bank-feed' },
  { text: 'quickbooks shows no new transactions', intent: 'bank-feed' },
  { text: 'the connection to my bank is broken', intent: 'bank-feed' },
];

export const outOfScopeTexts: string[] = [
  'which wine goes with grilled fish',
  'tell me a joke about elephants',
  'what will the weather be like in lisbon',
  'who won the football match',
  'translate good luck into norwegian',
  'how tall is mount everest',
  'recommend a novel about pirates',
  'book a flight to madrid',
];
