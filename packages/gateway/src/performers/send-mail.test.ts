import { createFakeMailer } from '@baton/testkit';
import { describe } from 'vitest';
import { describePerformer } from '../../testing/describe-performer.ts';

describe('the effect send-mail', () => {
  describePerformer({
    action: {
      ...{ kind: 'send-mail', to: 'ann@example.com', subject: 'Your code', text: 'It is {{code}}.' },
      ...{ challengeId: 'challenge-1', transcriptToSeq: null },
    },
    open: (disturb) => {
      const mailer = createFakeMailer({ disturb });
      // A receiver drops the second mail of one id.
      const world = () => [...new Map(mailer.mails.map((mail) => [mail.messageId, mail])).values()];
      return { ports: { mailer }, world };
    },
  });
});
