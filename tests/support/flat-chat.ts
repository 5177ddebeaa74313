import { randomUUID } from 'node:crypto';
import { flatSecret } from './emulators.ts';

export type FlatReply = {
  status: string;
  response: string;
  replies: string[];
  suggestions: string[];
  ticket_created: boolean;
  ticket_id: string | null;
  ticket_number: string | null;
  escalate: boolean;
  conversation_id: string;
};

/** One line of what a load generator knows: what it said and what it was answered. */
export type Exchange = { chatId: string; messageId: string; text: string; reply: FlatReply };

type Request = { chatId: string; messageId: string; text: string; email?: string };

/** Sends once. @throws when the connection breaks or the answer is not 200 */
export async function sendFlat(
  gatewayUrl: string,
  { chatId, messageId, text, email = 'john@company.com' }: Request,
): Promise<FlatReply> {
  const answer = await fetch(`${gatewayUrl}/webhook/salesiq`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-baton-secret': flatSecret },
    body: JSON.stringify({
      visitor_id: email,
      visitor_email: email,
      visitor_name: 'John Doe',
      chat_id: chatId,
      message: text,
      message_id: messageId,
    }),
    signal: AbortSignal.timeout(15_000),
  });
  if (!answer.ok) throw new Error(`the gateway answered ${answer.status}`);
  return (await answer.json()) as FlatReply;
}

/**
 * A customer who repeats each request with the same id until it is answered, wherever the gateway is by then. `journal` gets every
 * answered exchange, in order.
 */
export class FlatChat {
  readonly chatId: string;
  readonly email: string;
  /** What is being said right now, for whoever has to find out why it takes long. */
  underWay: { text: string; since: Date; failures: Map<string, number> } | null = null;
  private readonly gatewayUrl: () => string;
  private readonly journal: Exchange[];

  constructor(options: { chatId?: string; email?: string; gatewayUrl: () => string; journal: Exchange[] }) {
    this.chatId = options.chatId ?? randomUUID();
    this.email = options.email ?? 'john@company.com';
    this.gatewayUrl = options.gatewayUrl;
    this.journal = options.journal;
  }

  async say(text: string, withinMs = 1_200_000): Promise<FlatReply> {
    const messageId = randomUUID();
    const stopAt = Date.now() + withinMs;
    const failures = new Map<string, number>();
    this.underWay = { text, since: new Date(), failures };
    for (;;) {
      try {
        const reply = await sendFlat(this.gatewayUrl(), { chatId: this.chatId, messageId, text, email: this.email });
        this.journal.push({ chatId: this.chatId, messageId, text, reply });
        this.underWay = null;
        return reply;
      } catch (error) {
        const failure = describe(error);
        failures.set(failure, (failures.get(failure) ?? 0) + 1);
        if (Date.now() > stopAt)
          throw new Error(`"${text}" of ${this.chatId} was not answered: ${JSON.stringify([...failures])}`);
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    }
  }

  poll(): Promise<FlatReply> {
    return this.say('');
  }

  /** Everything this customer was told so far. */
  heard(): string[] {
    return this.journal.filter(({ chatId }) => chatId === this.chatId).flatMap(({ reply }) => reply.replies);
  }
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause instanceof Error ? `: ${error.cause.message.replace(/\d+$/, '')}` : '';
  return `${error.message}${cause}`;
}
