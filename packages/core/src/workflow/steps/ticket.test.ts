import { expect, it } from 'vitest';
import { putOnStage } from '../testing/step-stage.ts';

it('asks for a ticket with what was answered, and goes on', () => {
  const stage = putOnStage(
    {
      kind: 'ticket',
      subject: 'Reboot {{server}}',
      priority: 'high',
      lines: ['Server: {{server}}', 'For {{customer-email}}'],
      tags: ['server'],
      next: 'after',
    },
    { slots: { server: 'srv-1' } },
  );
  const expected = {
    type: 'request-ticket',
    subject: 'Reboot srv-1',
    lines: ['Server: srv-1', 'For ann@example.com'],
    priority: 'high',
    tags: ['server'],
  };
  expect(stage.enters()).toMatchObject({ said: [], outputs: [expected], leads: 'after' });
});
