import { conversationColumns, createConversations, toConversation } from '../conversations.ts';
import { type Database, withoutWaitingForDisk } from '../database.ts';
import type { Delivery } from '../delivery.ts';
import { toStorableKey } from '../storable.ts';
import type { StoreTransaction } from '../transaction.ts';
import { isForTheUsualWay } from './process-at-once.ts';
import { type BufferedTurn, type ConversationSource, refuse, TurnBuffer } from './turn-buffer.ts';
import { type FinishedDelivery, toDocument } from './turn-document.ts';

/** Works on one delivery with the transaction's offers. False leaves it, and all that come after it, as they were. */
export type TogetherWork = (transaction: StoreTransaction, delivery: Delivery) => Promise<boolean>;

export type ProcessTogether = (deliveries: Delivery[], work: TogetherWork) => Promise<number>;

/** `write` writes everything or nothing; false when something is not as it was read any more. */
export type TogetherAccess = {
  source: ConversationSource;
  write(turn: BufferedTurn, finished: FinishedDelivery[]): Promise<boolean>;
};

/**
 * One look and one commit for all that waits in a lane, where each delivery by itself takes some nine round trips. The commit does not wait
 * for the disk. What a turn asks for beyond that, or fails at, ends the row: what stands before it is written, and it goes the usual way.
 */
export function createProcessTogether({ source, write }: TogetherAccess): ProcessTogether {
  return async (deliveries, work) => {
    const buffer = new TurnBuffer({ conversation: null, source, undelivered: null });
    const finished: FinishedDelivery[] = [];
    const transaction = describeTransaction(buffer.transaction, { deliveries, finished });
    for (const [index, delivery] of deliveries.entries()) {
      const goBack = buffer.keep();
      const isDone = await tryWork(() => work(transaction, delivery));
      if (isDone && finished.length === index + 1) continue;
      goBack();
      finished.length = index;
      break;
    }
    if (finished.length === 0) return 0;
    return (await write(buffer.content, finished)) ? finished.length : 0;
  };
}

/** What goes wrong here goes wrong again on the usual way, which says so and knows what to do. */
async function tryWork(work: () => Promise<boolean>): Promise<boolean> {
  try {
    return await work();
  } catch {
    return false;
  }
}

type Lane = { deliveries: Delivery[]; finished: FinishedDelivery[] };

function describeTransaction(buffered: StoreTransaction, { deliveries, finished }: Lane): StoreTransaction {
  const find = (id: string): Delivery => deliveries.find((delivery) => delivery.id === id) ?? refuse();
  return {
    ...buffered,
    lockDelivery: async (id) => {
      const isWaiting = !finished.some((each) => each.id === id);
      return { isWaiting, isRejected: false, response: find(id).response, sealedResponse: null };
    },
    finishDelivery: async (id) => {
      finished.push({ id, isAnswered: find(id).response !== null });
    },
    storeResponse: async () => refuse(),
    hasAwaitedEffects: async () => refuse(),
  };
}

/** `onEffects` is called after a commit that made work available. */
export function accessDatabase(database: Database, onEffects: () => void): TogetherAccess {
  return {
    source: readFrom(database),
    write: async (turn, finished) => {
      try {
        await database.query(writeSql, [toDocument({ delivery: null, finished, turn })]);
      } catch (error) {
        if (isForTheUsualWay(error)) return false;
        throw error;
      }
      if (turn.effects.length > 0) onEffects();
      return true;
    },
  };
}

function readFrom(database: Database): ConversationSource {
  const { find, get } = createConversations(database);
  return {
    byAddress: find,
    byId: get,
    byDesk: async ({ organisation, desk, reference }) => {
      const [row] = await database.query(byDeskSql, [organisation, desk, toStorableKey(reference)]);
      return row === undefined ? null : toConversation(row);
    },
  };
}

const byDeskSql = `
  select ${conversationColumns} from conversations c join desk_links l on l.conversation_id = c.id
  where l.organisation = $1 and l.desk = $2 and l.reference = $3`;

const writeSql = `select process_at_once($1::text::jsonb), ${withoutWaitingForDisk}`;
