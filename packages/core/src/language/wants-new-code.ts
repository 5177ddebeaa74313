/** True when somebody who is asked for a code wants another one instead. */
export const wantsNewCode = (text: string): boolean =>
  /\b(?:resend|send (?:it|the code|another)|new code|neuen code|(?:erneut|noch ?mal|nochmals|noch einmal) (?:senden|schicken)|(?:senden|schicken) sie (?:ihn|den code))\b/i.test(
    text,
  );
