import type { CallOptions } from '@baton/http-kit';
import { createPages, flag, list, member, type Pages, text, textOrEmpty } from '@baton/http-kit';
import { rowsOf, type SalesIqContext } from './context.ts';

/** An app at Zoho, a brand in seed 004: one embedded widget. */
export type Brand = { id: string; name: string; website: string | null; departments: Department[]; raw: unknown };
export type Department = { id: string; name: string; isEnabled: boolean | null; raw: unknown };
export type Portal = { id: string; screenName: string; name: string; raw: unknown };

const departmentPage = 20;

/** Brands and their departments (contract salesiq §2.2, §8 rows 19–22). */
export const createBrands = (context: SalesIqContext) => ({
  /**
   * Brands, which Zoho calls apps. Scope SalesIQ.apps.READ · §2.2, §8.19 · retry: read.
   * @example (await salesiq.brands.list())[0]?.id
   */
  list: async (options?: CallOptions): Promise<Brand[]> => {
    if (context.style === 'portal') return rowsOf(await context.data('brands.list', { options })).map(toBrand);
    return createPages({
      start: 1,
      fetch: async (page) => {
        const query = { page: String(page), per_page: '100' };
        const rows = rowsOf(await context.data('brands.list', { query, options }));
        return { items: rows.map(toBrand), next: rows.length < 100 ? null : page + 1 };
      },
      id: (brand) => brand.id,
    }).all();
  },
  /**
   * One brand. Scope SalesIQ.apps.READ · §2.2, §8.20 · retry: read.
   * @example (await salesiq.brands.get(id)).name
   */
  get: async (id: string, options?: CallOptions): Promise<Brand> =>
    toBrand(await context.item('brands.get', { at: { id }, options })),
  /**
   * Changes the widget's settings. Plain style. Scope SalesIQ.settings.ALL · §8.21 · retry: idempotent.
   * @example await salesiq.brands.update(id, { theme_color: '#28a745' })
   */
  update: async (id: string, widgetSettings: Record<string, unknown>, options?: CallOptions): Promise<Brand> =>
    toBrand(await context.item('brands.update', { at: { id }, json: { widget_settings: widgetSettings }, options })),
  /**
   * The departments behind a brand; at Zoho those of the whole portal. Scope SalesIQ.departments.READ · §2.2, §8.22 · retry: read.
   * @example await salesiq.brands.departments(id)
   */
  departments: async (id: string, options?: CallOptions): Promise<Department[]> =>
    context.style === 'portal'
      ? pagesOfDepartments(context, 'brands.departments', options).all()
      : rowsOf(await context.data('brands.departments', { at: { id }, options })).map(toDepartment),
});

/** Departments of the portal (contract salesiq §2.2). */
export const createDepartments = (context: SalesIqContext) => ({
  /**
   * All departments. Portal style. Scope SalesIQ.departments.READ · §1.6, §2.2 · retry: read.
   * @example for await (const { id, name } of salesiq.departments.list()) console.log(id, name);
   */
  list: (options?: CallOptions): Pages<Department> => {
    context.require('departments.list');
    return pagesOfDepartments(context, 'departments.list', options);
  },
  /**
   * One department. Portal style. Scope SalesIQ.departments.READ · §2.2 · retry: read.
   * @example (await salesiq.departments.get(id)).name
   */
  get: async (id: string, options?: CallOptions): Promise<Department> =>
    toDepartment(await context.item('departments.get', { at: { id }, options })),
});

/** Portals (contract salesiq §1.1, §2.2). */
export const createPortals = (context: SalesIqContext) => ({
  /**
   * The portals of the token's user, with their screen names. Portal style. Scope SalesIQ.portals.READ · §1.1, §2.2 · retry: read.
   * @example (await salesiq.portals.list()).map(({ screenName }) => screenName)
   */
  list: async (options?: CallOptions): Promise<Portal[]> =>
    rowsOf(await context.data('portals.list', { options })).map((row) => ({
      id: textOrEmpty(row, 'id'),
      screenName: text(row, 'screenname') ?? textOrEmpty(row, 'screen_name'),
      name: textOrEmpty(row, 'name'),
      raw: row,
    })),
});

const pagesOfDepartments = (
  context: SalesIqContext,
  operation: 'brands.departments' | 'departments.list',
  options: CallOptions | undefined,
): Pages<Department> =>
  createPages({
    start: 1,
    fetch: async (index) => {
      const rows = rowsOf(await context.data(operation, { query: { index: String(index) }, options }));
      return { items: rows.map(toDepartment), next: rows.length < departmentPage ? null : index + departmentPage };
    },
    id: (department) => department.id,
  });

const toBrand = (row: unknown): Brand => ({
  id: textOrEmpty(row, 'id'),
  name: textOrEmpty(row, 'name'),
  website: text(row, 'website') ?? text(row, 'url'),
  departments: list(row, 'departments').map(toDepartment),
  raw: row,
});

const toDepartment = (row: unknown): Department => ({
  id: textOrEmpty(row, 'id'),
  name: textOrEmpty(row, 'name'),
  isEnabled: member(row, 'is_enabled') === undefined ? null : flag(row, 'is_enabled'),
  raw: row,
});
