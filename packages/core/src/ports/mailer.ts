import type { PortResult } from './port-result.ts';

/** `messageId` is stable per mail, so that receivers can drop a repetition. Bodies are plain text. */
export type Mail = { messageId: string; to: string; subject: string; text: string };

/** Outgoing mail. At least once: SMTP cannot be asked whether a mail was sent. */
export interface Mailer {
  send(mail: Mail): Promise<PortResult<null>>;
}
