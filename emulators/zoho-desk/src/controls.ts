import { ControlError, readObject } from '@baton/emulator-kit';
import { addComment } from './comment-changes.ts';
import type { Desk } from './desk.ts';
import { fullName } from './people-wire.ts';
import type { AgentRow, TicketRow } from './rows.ts';
import { supportAddress } from './seed.ts';
import { addThread } from './thread-changes.ts';
import { changeTicket, customerReplies } from './ticket-changes.ts';
import { gatewayWebhookId, subscribeGateway } from './webhooks/gateway-link.ts';
import type { Sender } from './webhooks/sender.ts';

type Step = { ticket: TicketRow; agent: AgentRow; body: Record<string, unknown> };

/** `/__emulator/desk/…`: people and tests play an agent here, and steer the help desk. */
export function registerControls(desk: Desk, sender: Sender): void {
  const { host, tables } = desk;
  host.control('POST', '/desk/agent', (request) => {
    const body = readObject(request);
    const ticket = tables.tickets.get(String(body['ticketId']));
    if (ticket === undefined) throw new ControlError(404, 'unknown-ticket', 'There is no such ticket.');
    const agent = tables.agents.list()[1] ?? desk.agent();
    return act(desk, { ticket, agent, body });
  });
  host.control('POST', '/desk/gateway', (request) => {
    const { url } = readObject(request);
    if (typeof url !== 'string' || !URL.canParse(url))
      throw new ControlError(400, 'bad-field', '"url" must be the address of a webhook.');
    subscribeGateway(desk, url);
    return { webhookId: gatewayWebhookId };
  });
  host.control('POST', '/desk/settle', async () => {
    await sender.settle();
    return { settled: true };
  });
  host.control('POST', '/desk/replay', async (request) => {
    const { deliveryId, body } = readObject(request);
    const delivery = tables.deliveries.get(String(deliveryId));
    if (delivery === undefined) throw new ControlError(404, 'unknown-delivery', 'There is no such delivery.');
    return { status: await sender.replay(delivery, Array.isArray(body) ? body : undefined) };
  });
}

/** What the other agent does (reply by mail, comment, close, move to another department), or the customer by mail. */
function act(desk: Desk, { ticket, agent, body }: Step): unknown {
  const content = String(body['text'] ?? '');
  switch (body['action']) {
    case 'reply': {
      const mail = { fromEmailAddress: supportAddress, to: ticket.email ?? '', cc: '', bcc: '', isForward: false };
      const author = {
        id: agent.id,
        name: fullName(agent),
        email: agent.email,
        type: 'AGENT',
        photoURL: null,
      } as const;
      return addThread(desk, ticket, {
        channel: 'EMAIL',
        direction: 'out',
        content,
        contentType: 'text/html',
        author,
        mail,
      });
    }
    case 'comment': {
      const isPublic = body['isPublic'] === true;
      return addComment(desk, ticket, { content, contentType: 'html', isPublic, attachmentIds: [], author: agent });
    }
    case 'customer-reply':
      return customerReplies(desk, ticket, content);
    case 'close':
      return changeTicket(desk, ticket, { status: 'Closed' });
    case 'move': {
      const departmentId = String(body['departmentId']);
      if (desk.tables.departments.get(departmentId) === undefined)
        throw new ControlError(400, 'bad-field', '"departmentId" must be the id of a department.');
      return changeTicket(desk, ticket, { departmentId });
    }
    default:
      throw new ControlError(400, 'bad-field', '"action" must be reply, comment, customer-reply, close or move.');
  }
}
