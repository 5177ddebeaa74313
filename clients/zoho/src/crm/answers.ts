import type { HttpResponse } from '@baton/http-kit';
import { map, member, text, toVendorError, unreadable, type Verdict } from '@baton/http-kit';

/** What each code means (contract zoho-crm §7); others are judged by their status. */
const crmVerdicts: Readonly<Record<string, Verdict>> = {
  INVALID_TOKEN: { code: 'unauthorised', retryable: true },
  AUTHENTICATION_FAILURE: {
    code: 'misconfigured',
    fix: 'Check the data centre of the token and the Authorization header.',
  },
  OAUTH_SCOPE_MISMATCH: {
    code: 'forbidden',
    fix: 'Consent again with the scope; searches need ZohoSearch.securesearch.READ too.',
  },
  NO_PERMISSION: { code: 'forbidden', fix: 'Allow it, and the API itself, in the profile of the one who consented.' },
  AUTHORIZATION_FAILED: { code: 'forbidden' },
  INVALID_MODULE: { code: 'misconfigured', fix: 'Name the module by its API name, for example Contacts.' },
  INVALID_URL_PATTERN: { code: 'misconfigured', fix: 'Check the base URL.' },
  LIMIT_REACHED: { code: 'invalid', fix: 'A search shows 2 000 records at most; narrow it.' },
  RECORD_LOCKED: { code: 'conflict' },
  RECORD_IN_BLUEPRINT: { code: 'conflict' },
  ALREADY_MODIFIED: { code: 'conflict', fix: 'Read it again before changing it.' },
  DUPLICATE_DATA: { code: 'conflict' },
};

/**
 * The body of a success; 204 is null. An answer with `data` is one verdict per record, whatever its status (contract zoho-crm §5).
 */
export function readCrmAnswer(response: HttpResponse, { isRead }: { isRead: boolean }): unknown {
  const { status, body } = response;
  const isSuccess = status >= 200 && status < 300;
  const isPerRecord = (isSuccess || status === 400) && Array.isArray(member(body, 'data'));
  if (isPerRecord || (isSuccess && typeof body !== 'string' && member(body, 'status') !== 'error')) return body;
  const vendorCode = text(body, 'code');
  const field = text(map(body, 'details'), 'api_name');
  throw toVendorError({
    vendor: 'Zoho CRM',
    response,
    vendorCode,
    isRead,
    verdict:
      isSuccess && typeof body === 'string' ? unreadable : (crmVerdicts[vendorCode ?? ''] ?? unknownSuccess(status)),
    fields: field === null ? [] : [{ field, problem: vendorCode ?? 'invalid' }],
  });
}

const unknownSuccess = (status: number): Verdict | undefined =>
  status >= 200 && status < 300 ? { code: 'invalid' } : undefined;
