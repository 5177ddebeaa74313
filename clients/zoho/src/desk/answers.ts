import type { HttpResponse } from '@baton/http-kit';
import { list, text, toVendorError, unreadable, type Verdict } from '@baton/http-kit';

/** What each code means (contract zoho-desk §12); others are judged by their status. */
const deskVerdicts: Readonly<Record<string, Verdict>> = {
  SCOPE_MISMATCH: {
    code: 'forbidden',
    fix: 'Consent again with the scope of this operation; searches need Desk.search.READ too.',
  },
  OAUTH_ORG_MISMATCH: {
    code: 'misconfigured',
    fix: 'Check the organisation id: it must be the portal the token was given for.',
  },
  FORBIDDEN: { code: 'forbidden', fix: 'Give the profile of the token’s agent the permission.' },
  LICENSE_ACCESS_LIMITED: { code: 'forbidden', fix: 'The edition of the portal does not have it.' },
  ONLY_LIVECHAT_USER: { code: 'forbidden', fix: 'The agent of the token is a live-chat user only.' },
  INTEGRATION_ADMIN_ERROR: { code: 'forbidden' },
  METHOD_NOT_ALLOWED: { code: 'invalid' },
  RESOURCE_SIZE_EXCEEDED: { code: 'invalid', fix: 'The file is too big for the portal.' },
  UNSUPPORTED_MEDIA_TYPE: { code: 'invalid' },
  TOO_MANY_REQUESTS: {
    code: 'throttled',
    retryable: true,
    fix: 'Fewer calls at one time; all integrations of the portal count together.',
  },
  THRESHOLD_EXCEEDED: { code: 'throttled', retryable: true, fix: 'The credits of the day are used up.' },
};

/** The body of a success; 204 is null. An empty 401 means the token (contract zoho-desk §2, §12). */
export function readDeskAnswer(response: HttpResponse, { isRead }: { isRead: boolean }): unknown {
  const { status, body } = response;
  const isSuccess = status >= 200 && status < 300;
  if (isSuccess && typeof body !== 'string') return body;
  const vendorCode = text(body, 'errorCode');
  throw toVendorError({
    vendor: 'Zoho Desk',
    response,
    vendorCode,
    isRead,
    verdict: isSuccess ? unreadable : deskVerdicts[vendorCode ?? ''],
    fields: list(body, 'errors').map((error) => ({
      field: text(error, 'fieldName') ?? '',
      problem: text(error, 'errorType') ?? 'invalid',
    })),
  });
}
