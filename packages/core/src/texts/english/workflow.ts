import { type TextDefinition, withParameters } from '../definition.ts';

/** What the steps of a workflow say besides the words of its file. */
export const workflow = {
  'first-step': 'This is the first step.',
  'choose-one-of': withParameters('Please choose one of: {options}.', { options: 'text' }),
  'answer-yes-or-no': 'Please answer yes or no.',
  'did-it-work': 'Did it work?',
  'did-it-work-yes-or-no': 'Did it work? Please answer yes or no.',
  'colleague-can-take-over': withParameters('{explanation} If you like, a colleague can take over.', {
    explanation: 'text',
  }),

  // For colleagues: why a workflow hands over.
  'reason-workflow-in-circle': withParameters('the workflow {workflow} runs in a circle at its step "{step}"', {
    workflow: 'text',
    step: 'text',
  }),
  'reason-workflow-step-missing': withParameters('the workflow {workflow} has no step "{step}"', {
    workflow: 'text',
    step: 'text',
  }),

  // Proof of identity. Nothing here shows whether an account exists.
  'code-sent':
    'If that account is registered with us, an e-mail with an 8-digit code is on its way. Please type the code here.',
  'codes-limited': 'I cannot send a code for that account at the moment. A colleague will check your identity.',
  'code-expired': 'That code is too old. I can send you a new one.',
  'identity-other-address':
    'That account is registered with another address than the one you gave in this chat, so a colleague will check your identity.',
  'code-right': 'Thank you, that is the right code.',
  'code-wrong': 'That code is not right. Please check the mail and type the 8 digits again.',
  'code-wrong-for-good': 'That was not the right code either. A colleague will check your identity.',
  'code-not-recognised': 'That does not look like the code. It has 8 digits and is in the mail we sent.',
  'code-resent': 'If that account is registered, a new code is on its way.',
  'code-not-resent':
    'I cannot send the code again in this chat. Please look into your spam folder, or talk to a human.',
  'codes-used-up': 'I cannot send more codes in this chat. A colleague will check your identity.',
  'identity-unavailable': 'I cannot check your account at the moment, so a colleague will do that.',
  'identity-being-checked': 'One moment, I am still checking.',
} as const satisfies Record<string, TextDefinition>;
