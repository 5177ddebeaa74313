import type { TextDefinition } from '../definition.ts';

/** What the assistant itself says, and the buttons under it. */
export const conversation = {
  greeting: 'Hello! What can I help you with?',
  'thanks-answered': "You're welcome! Is there anything else?",
  'files-not-readable': 'I cannot open files yet, but a colleague can. What is it about?',
  'nothing-to-cancel': 'There is nothing to cancel. What can I do for you?',
  cancelled: "All right, I've cancelled that. Anything else?",
  restarted: "Let's start over. What can I help you with?",
  'help-offered':
    'I can help with the topics below. At any time you can write "back", "cancel", "restart" or "talk to a human".',
  'no-earlier-step': 'There is no earlier step to go back to. What can I help you with?',
  'not-understood': "I'm not sure I understood. Is it one of these?",
  'no-passwords-please':
    'Please do not send passwords, PINs or card numbers here; we never ask for them. I have not kept what looked like one. If it was a real one, please change it.',

  // While the customer waits for an answer.
  holding: "One moment, please. I'm still working on that.",
  'waiting-over': 'Thank you for waiting.',
  'still-working':
    'This takes longer than usual. I keep working on it, and you will be told by e-mail as soon as it is done.',

  // Buttons. Each one that stands for a command is understood when it is written.
  'suggestion-human': 'Talk to a human',
  'suggestion-cancel': 'Cancel',
  'suggestion-yes': 'Yes',
  'suggestion-no': 'No',
  'suggestion-resend-code': 'Resend the code',

  // Speakers in a transcript.
  'speaker-customer': 'Customer',
  'speaker-agent': 'Agent',
  'speaker-assistant': 'Assistant',
} as const satisfies Record<string, TextDefinition>;
