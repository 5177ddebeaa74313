/** What customers say, line by line. In `<…>`: their address, the code that was mailed to them, or a code that is wrong. */
export const scripts: readonly (readonly string[])[] = [
  ['set up my monitor', 'single', 'no', 'no', 'thanks'],
  [
    'talk to a human',
    'it is on fire',
    'hello?',
    'still there',
    'it burns on the left and on the right and behind, all of it',
  ],
  ['set up my monitor', 'what?', 'several', 'no', 'talk to a human', 'it smokes'],
  ['please reboot my server', 'yes', 'srv-7', 'no', 'now', 'yes', 'please hurry'],
  ['my cat is blue', 'very blue', 'please help her'],
  ['hello', 'set up my monitor', 'cancel', 'talk to a human', 'cancel', 'set up my monitor', 'single', 'yes'],
  ['talk to a human', 'my password is swordfish-1', 'set up my monitor', 'single', 'no', 'no', 'get me an agent'],
  ['talk to a human', 'cancel', 'talk to a human', 'are you there?', 'cancel', 'talk to a human', 'please'],
  ['forgot my password', '<email>', '<code>', 'thanks'],
  ['reset my password', '<email>', '<wrong>', '<code>', 'talk to a human', 'and now?'],
  ['reset my password', '<email>', '<wrong>', '<wrong>', '<wrong>', 'hello?'],
  ['forgot my password', '<email>', 'resend the code', '<code>', 'thanks'],
  ['forgot my password', '<email>', 'cancel', 'forgot my password', '<email>', '<code>', 'thanks'],
];
