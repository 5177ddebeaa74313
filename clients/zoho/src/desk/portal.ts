import type { CallOptions } from '@baton/http-kit';
import { flag, list, text, textOrEmpty, texts, withId } from '@baton/http-kit';
import type { DeskContext, DeskList } from './context.ts';

export type DeskOrganization = { id: string; name: string; edition: string | null; isDefault: boolean; raw: unknown };
export type DeskDepartment = { id: string; name: string; raw: unknown };
export type DeskAgent = { id: string; name: string; email: string | null; raw: unknown };
export type DeskField = {
  apiName: string;
  label: string;
  type: string | null;
  isMandatory: boolean;
  allowedValues: string[];
  raw: unknown;
};

/** The portal itself (contract zoho-desk §8). */
export const createPortal = (context: DeskContext) => {
  const rows = async (
    operation: string,
    path: string,
    given: { at?: Record<string, string>; query?: Record<string, string>; options?: CallOptions | undefined },
  ) => list(await context.call({ operation, method: 'GET', path, ...given }), 'data');
  // Desk shows ten of them unless it is asked for more.
  const agents = (given: Omit<DeskList<DeskAgent>, 'decode' | 'limit'>): Promise<DeskAgent[]> =>
    context.pages({ ...given, decode: toAgent, limit: 200 }).all();
  return {
    /**
     * The organisations the token may address. Scope Desk.basic.READ · §8 · retry: read.
     * @example (await desk.portal.organizations()).map(({ id, name }) => `${id} ${name}`)
     */
    organizations: async (options?: CallOptions): Promise<DeskOrganization[]> =>
      (await rows('portal.organizations', '/organizations', { options })).map(toOrganization),
    /**
     * The enabled departments; tickets take their ids, never their names. Scope Desk.basic.READ · §8 · retry: read.
     * @example (await desk.portal.departments()).find(({ name }) => name === 'Support')?.id
     */
    departments: async (options?: CallOptions): Promise<DeskDepartment[]> =>
      (await rows('portal.departments', '/departments', { query: { isEnabled: 'true', limit: '200' }, options })).map(
        (row) => ({ id: textOrEmpty(row, 'id'), name: textOrEmpty(row, 'name'), raw: row }),
      ),
    /**
     * Agents by name or address. Scope Desk.basic.READ · §8 · retry: read.
     * @example await desk.portal.agents('sam')
     */
    agents: (searchStr: string, options?: CallOptions): Promise<DeskAgent[]> =>
      agents({
        operation: 'portal.agents',
        path: '/agents',
        query: searchStr === '' ? {} : { searchStr },
        options,
      }),
    /**
     * The agents of a department. Scope Desk.basic.READ · §8 · retry: read.
     * @example await desk.portal.departmentAgents(departmentId)
     */
    departmentAgents: (departmentId: string, options?: CallOptions): Promise<DeskAgent[]> =>
      agents({
        operation: 'portal.departmentAgents',
        path: '/departments/:id/agents',
        at: { id: departmentId },
        options,
      }),
    /**
     * The token's own agent: the author of its comments. Scope Desk.basic.READ · §8 · retry: read.
     * @example const { id } = await desk.portal.myInfo()
     */
    myInfo: async (options?: CallOptions): Promise<DeskAgent> =>
      withId(
        toAgent(await context.call({ operation: 'portal.myInfo', method: 'GET', path: '/myinfo', options })),
        'Zoho Desk',
        true,
      ),
    /**
     * Fields with API names and allowed values. Scope Desk.basic.READ · §8 · retry: read.
     * @example (await desk.portal.fields({ module: 'tickets', departmentId })).filter(({ isMandatory }) => isMandatory)
     */
    fields: async (
      query: { module: 'tickets' | 'contacts'; departmentId?: string },
      options?: CallOptions,
    ): Promise<DeskField[]> =>
      (await rows('portal.fields', '/organizationFields', { query: { ...query }, options })).map(toField),
  };
};

const toOrganization = (row: unknown): DeskOrganization => ({
  id: textOrEmpty(row, 'id'),
  name: text(row, 'companyName') ?? textOrEmpty(row, 'portalName'),
  edition: text(row, 'edition'),
  isDefault: flag(row, 'isDefault') === true,
  raw: row,
});

const toAgent = (row: unknown): DeskAgent => ({
  id: textOrEmpty(row, 'id'),
  name: text(row, 'name') ?? [text(row, 'firstName'), text(row, 'lastName')].filter((part) => part !== null).join(' '),
  email: text(row, 'emailId') ?? text(row, 'email'),
  raw: row,
});

const toField = (row: unknown): DeskField => ({
  apiName: textOrEmpty(row, 'apiName'),
  label: text(row, 'displayLabel') ?? textOrEmpty(row, 'name'),
  type: text(row, 'type'),
  isMandatory: flag(row, 'isMandatory') === true,
  allowedValues: [
    ...texts(row, 'allowedValues'),
    ...list(row, 'allowedValues').flatMap((value) => text(value, 'value') ?? []),
  ],
  raw: row,
});
