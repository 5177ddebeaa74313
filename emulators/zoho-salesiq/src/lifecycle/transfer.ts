import type { ConversationRow, OperatorRow, TransferRow } from '../rows.ts';
import type { SalesIqStore } from '../store.ts';
import type { Announce } from '../webhooks/announce.ts';
import type { StepResult } from './life-cycle.ts';

/** Transfers between operators: offered, then taken or refused (salesiq.md §2.1; the events' payload is a guess). */
export interface Transfers {
  offer(id: string, transfer: TransferRow): StepResult;
  accept(id: string, operator: OperatorRow): StepResult;
  reject(id: string, operator: OperatorRow): StepResult;
}

export function createTransfers(store: SalesIqStore, announce: Announce): Transfers {
  const { conversations, operators } = store.tables;
  const answer = (id: string, operator: OperatorRow, isAccepted: boolean): StepResult => {
    const before = conversations.get(id);
    if (!before?.transfer) return { ok: false, problem: `No transfer of conversation ${id} is open.` };
    const transfer = before.transfer;
    const patch: Partial<ConversationRow> = isAccepted
      ? { transfer: null, operatorId: operator.id, departmentId: transfer.departmentId }
      : { transfer: null };
    const conversation = store.change(id, patch);
    const event = isAccepted ? 'conversation.transfer.accepted' : 'conversation.transfer.rejected';
    announce(conversation, { event, transfer, target: operator });
    return { ok: true, conversation, message: null };
  };
  return {
    offer(id, transfer) {
      const row = conversations.get(id);
      if (row?.stage !== 'connected' && row?.stage !== 'waiting') {
        return { ok: false, problem: `Conversation ${id} is not with the operators.` };
      }
      const conversation = store.change(id, { transfer, transferCount: row.transferCount + 1 });
      const target = transfer.operatorId === null ? null : (operators.get(transfer.operatorId) ?? null);
      announce(conversation, { event: 'conversation.transfer.initiated', transfer, target });
      return { ok: true, conversation, message: null };
    },
    accept: (id, operator) => answer(id, operator, true),
    reject: (id, operator) => answer(id, operator, false),
  };
}
