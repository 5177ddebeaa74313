import type { CallOptions } from '@baton/http-kit';
import { createPages, defined, flag, member, number, type Pages, text, textOrEmpty, texts } from '@baton/http-kit';
import { unsupported } from './answers.ts';
import { rowsOf, type SalesIqContext } from './context.ts';

export type OperatorRole = 'admin' | 'supervisor' | 'agent';

export type Operator = {
  id: string;
  name: string;
  email: string | null;
  role: OperatorRole | null;
  departmentIds: string[];
  /** In the vendor's words: `Available`, or online, away, … in the plain style. */
  status: string | null;
  isEnabled: boolean | null;
  maxChats: number | 'unlimited' | null;
  raw: unknown;
};

export type NewOperator = {
  name: string;
  email: string;
  role: OperatorRole;
  departmentId: string;
  maxChats?: number;
  /** Plain style; the portal style has neither and leaves them out. */
  languages?: readonly string[];
  skills?: readonly string[];
};

export type OperatorChange = {
  name?: string;
  role?: OperatorRole;
  maxChats?: number;
  /** Plain style. */
  status?: 'online' | 'offline' | 'away' | 'busy';
};

export type OperatorStats = {
  totalChats: number | null;
  missedChats: number | null;
  averageRating: number | null;
  raw: unknown;
};

const pageSize = { portal: 20, plain: 100 } as const;

/** Operators (contract salesiq §2.2, §8 rows 13–18). */
export const createOperators = (context: SalesIqContext) => ({
  /**
   * Operators; `role` is sifted here in the portal style. Scope SalesIQ.operators.READ · §1.6, §2.2, §8.13 · retry: read.
   * @example await salesiq.operators.list({ role: 'supervisor' }).all()
   */
  list: (filter: { role?: OperatorRole; departmentId?: string } = {}, options?: CallOptions): Pages<Operator> =>
    listOperators(context, filter, options),
  /**
   * One operator. Scope SalesIQ.operators.READ · §2.2, §8.14 · retry: read.
   * @example (await salesiq.operators.get(id)).departmentIds
   */
  get: async (id: string, options?: CallOptions): Promise<Operator> =>
    toOperator(await context.item('operators.get', { at: { id }, options }), context),
  /**
   * Invites an operator. Scope SalesIQ.operators.CREATE · §2.2, §8.15 · retry: unsafe.
   * @example await salesiq.operators.create({ name: 'Sarah Johnson', email: 'sarah@example.com', role: 'agent', departmentId })
   */
  create: async (operator: NewOperator, options?: CallOptions): Promise<Operator> => {
    const json = context.style === 'portal' ? toPortalNew(operator) : toPlainNew(operator);
    return toOperator(await context.item('operators.create', { json, options }), context);
  },
  /**
   * Changes an operator. Scope SalesIQ.operators.UPDATE · §2.2, §8.16 · retry: idempotent. The portal style knows certain numbers of
   * chats only and takes the nearest; it cannot set the status.
   * @example await salesiq.operators.update(id, { maxChats: 3 })
   */
  update: async (id: string, change: OperatorChange, options?: CallOptions): Promise<Operator> => {
    const json = context.style === 'portal' ? toPortalChange(change) : toPlainChange(change);
    return toOperator(await context.item('operators.update', { at: { id }, json, options }), context);
  },
  /**
   * Removes an operator; the address is inferred. Scope SalesIQ.operators.DELETE · §2.2, §8.17 · retry: idempotent, so a repeat may
   * end in `not-found`.
   * @example await salesiq.operators.delete(id)
   */
  delete: async (id: string, options?: CallOptions): Promise<void> => {
    await context.data('operators.delete', { at: { id }, options });
  },
  /**
   * Numbers of an operator's work. Plain style. Scope SalesIQ.analytics.READ · §8.18 · retry: read.
   * @example (await salesiq.operators.stats(id, { from: new Date('2026-01-01') })).averageRating
   */
  stats: async (
    id: string,
    { from, to }: { from?: Date; to?: Date } = {},
    options?: CallOptions,
  ): Promise<OperatorStats> => {
    const query = defined<string>({ from_date: from?.toISOString(), to_date: to?.toISOString() });
    const row = await context.item('operators.stats', { at: { id }, query, options });
    return {
      totalChats: number(row, 'total_chats'),
      missedChats: number(row, 'missed_chats'),
      averageRating: number(row, 'average_rating'),
      raw: row,
    };
  },
  /**
   * Sets the departments of an operator. Portal style. Scope SalesIQ.operators.UPDATE · §2.2 · retry: idempotent.
   * @example await salesiq.operators.setDepartments(id, [departmentId])
   */
  setDepartments: async (id: string, departmentIds: readonly string[], options?: CallOptions): Promise<void> => {
    await context.data('operators.setDepartments', { at: { id }, json: { ids: departmentIds }, options });
  },
});

function listOperators(
  context: SalesIqContext,
  { role, departmentId }: { role?: OperatorRole; departmentId?: string },
  options: CallOptions | undefined,
): Pages<Operator> {
  const isPortal = context.style === 'portal';
  const size = pageSize[context.style];
  return createPages({
    start: 0,
    fetch: async (page) => {
      const query = isPortal
        ? { index: String(page * size + 1) }
        : defined<string>({ page: String(page + 1), per_page: String(size), role, department_id: departmentId });
      const rows = rowsOf(await context.data('operators.list', { query, options }));
      return { items: rows.map((row) => toOperator(row, context)), next: rows.length < size ? null : page + 1 };
    },
    id: (operator) => operator.id,
    where: (operator) =>
      (role === undefined || operator.role === role) &&
      (departmentId === undefined || operator.departmentIds.includes(departmentId)),
  });
}

const portalRoles = { admin: 'Administrator', supervisor: 'Supervisor', agent: 'Associate' } as const;
const roles = ['admin', 'supervisor', 'agent'] as const;

function toOperator(row: unknown, { style }: SalesIqContext): Operator {
  const isPortal = style === 'portal';
  const names = [text(row, 'first_name'), text(row, 'last_name')].filter((part) => part !== null && part !== '');
  const role = text(row, 'role');
  const departmentId = text(row, 'department_id');
  const most = text(row, 'maximum_concurrent_chat');
  return {
    id: textOrEmpty(row, 'id'),
    name: isPortal ? names.join(' ') : textOrEmpty(row, 'name'),
    email: text(row, isPortal ? 'email_id' : 'email'),
    role: roles.find((known) => (isPortal ? portalRoles[known] : known) === role) ?? null,
    departmentIds: isPortal ? texts(row, 'departments') : departmentId === null ? [] : [departmentId],
    status: text(row, isPortal ? 'status_message' : 'status'),
    isEnabled: member(row, 'is_enabled') === undefined ? null : flag(row, 'is_enabled'),
    maxChats: most === 'unlimited' ? 'unlimited' : (number(row, 'maximum_concurrent_chat') ?? number(row, 'max_chats')),
    raw: row,
  };
}

/** One word is the last name. */
function toNames(name: string): Record<string, string> {
  const words = name.trim().split(/\s+/);
  const first = words.slice(0, -1).join(' ');
  return { last_name: words.at(-1) ?? '', ...(first === '' ? {} : { first_name: first }) };
}

const toPortalNew = ({ name, email, role, departmentId, maxChats }: NewOperator) =>
  defined<unknown>({
    ...toNames(name),
    email_id: email,
    role: portalRoles[role],
    departments: [departmentId],
    is_monitored: 'true',
    maximum_concurrent_chat: maxChats === undefined ? undefined : nearest(maxChats),
  });

const toPlainNew = ({ departmentId, maxChats, ...rest }: NewOperator) =>
  defined<unknown>({ ...rest, department_id: departmentId, max_chats: maxChats });

function toPortalChange({ name, role, maxChats, status }: OperatorChange): Record<string, unknown> {
  if (status !== undefined) throw unsupported('operators.update of the status', 'portal');
  return defined<unknown>({
    ...(name === undefined ? {} : toNames(name)),
    role: role === undefined ? undefined : portalRoles[role],
    maximum_concurrent_chat: maxChats === undefined ? undefined : nearest(maxChats),
  });
}

const toPlainChange = ({ maxChats, ...rest }: OperatorChange) => defined<unknown>({ ...rest, max_chats: maxChats });

const allowedChats = [0, 1, 2, 3, 4, 5, 7, 10, 25];

/** Of two equally near ones the smaller, so that nobody gets more than was meant. */
const nearest = (wish: number): string =>
  String([...allowedChats].sort((left, right) => Math.abs(left - wish) - Math.abs(right - wish) || left - right)[0]);
