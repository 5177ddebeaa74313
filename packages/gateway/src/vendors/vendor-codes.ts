import type { ClientErrorCode } from '@baton/http-kit';
import { smtpFailures } from '@baton/integration-smtp';

/** What to do about each code that the call of a vendor's API can end with; the log's `advice` says it for the very call. */
export const clientErrorAdvice: Record<ClientErrorCode, string> = {
  aborted: 'A call was broken off because Baton stopped. It is made again.',
  conflict: 'The vendor has the thing in another state, for example a chat that has ended. Usually nothing to do.',
  forbidden:
    'The token may not do it. Consent again with the scopes of the guide, or give the token’s user the permission.',
  invalid:
    'The vendor does not take the data. `advice` names the field; a required field that Baton does not fill is made optional at the vendor.',
  misconfigured:
    'Client, organisation or address are wrong. `advice` says which; try it with `baton serve --check --live`.',
  'not-found': 'The vendor does not know the ticket, chat or address. It may have been deleted there.',
  'reauth-required': 'The refresh token has ended. Consent again, replace it and restart.',
  throttled: 'The vendor asks to slow down; Baton waits as long as it says. If it goes on, look who else uses its API.',
  timeout: 'The vendor did not answer in 10 s. It is tried again; look at its status page.',
  unauthorised: 'The token is refused. If it goes on, consent again and replace the refresh token.',
  unavailable: 'The vendor is out of order. It is tried again; look at its status page.',
  undecodable: 'The vendor answered with something unreadable. Look for a proxy between; if there is none, report it.',
  unreachable: 'The vendor cannot be reached. Look at the network, the name server, and a proxy for outgoing calls.',
  unsupported: 'This connection cannot do it. Report it.',
};

/** Codes of single vendors: what their servers refuse, and what `serve --check --live` finds. */
export const vendorCodes: Record<string, string> = {
  'desk-department-unknown':
    'Correct DESK_DEPARTMENT or DESK_CALLBACK_DEPARTMENT; the message lists the departments there are.',
  'desk-fields-missing': 'Make the custom fields that the message names: single line, with these API names.',
  'desk-organisation-unknown': 'Correct DESK_ORGANIZATION_ID; the message lists those that the token may address.',
  'file-elsewhere':
    'A file’s address is none of the vendor’s own, so it was not fetched, and both sides were told. Nothing to do.',
  'file-too-big':
    'A file is bigger than the other side takes, so it was not brought, and both sides were told. Nothing to do.',
  'hubspot-account-wrong': 'Correct HUBSPOT_PORTAL_ID, or connect the other account with `baton connect hubspot`.',
  'hubspot-contact-unknown':
    'HUBSPOT_UNKNOWN_CONTACT is `refuse` and the customer is no contact, so the next desk was asked. Nothing to do.',
  'hubspot-inbox-unknown': 'Correct HUBSPOT_INBOX_ID; the message lists the inboxes there are.',
  'hubspot-scopes-missing': 'Declare the scopes in the app, and run `baton connect hubspot` again.',
  'keys-unavailable': 'Desk’s public keys could not be fetched. Look whether this machine reaches Zoho Desk.',
  'nobody-there': 'No agent was online at the console, so the next desk was asked. Nothing to do.',
  'no-client-secret': 'Set HUBSPOT_CLIENT_SECRET to the client secret of the app.',
  'no-public-key': 'Set SALESIQ_PUBLIC_KEY to the keys that the bot and the event webhooks show.',
  'no-webhook-id': 'Set DESK_WEBHOOK_IDS to the id of the subscription.',
  'no-webhook-secret': 'Set SALESIQ_WEBHOOK_SECRET to the secret of the sender.',
  'salesiq-app-unknown': 'Correct SALESIQ_APP_ID; the message lists the apps there are.',
  'salesiq-department-unknown': 'Correct SALESIQ_DEPARTMENT_ID; the message lists the departments there are.',
  'salesiq-organisation-token-refused': 'Consent at `/oauth/v2/org/auth`, and replace ZOHO_ORG_REFRESH_TOKEN.',
  'signature-stale': 'Set the clock of this machine; a request that somebody recorded is refused on purpose.',
  'signature-unreadable': 'The header of the signature is damaged. Look for a proxy that changes or doubles headers.',
  'signature-wrong': 'Compare the key or secret with the sender’s; if it is the same, a proxy has altered the body.',
  'smtp-in-clear': 'Let the mail server offer STARTTLS, or use its port for TLS (465, with SMTP_SECURE=true).',
  'token-malformed': 'Zoho Desk’s token is damaged. Look for a proxy that cuts headers.',
  'token-missing': 'Only event subscriptions of Zoho Desk are signed; a webhook of a workflow rule is not believed.',
  'token-organisation': 'Compare DESK_ORGANIZATION_ID with the organisation of the subscription.',
  'token-signature': 'Zoho Desk did not sign it. Look for a proxy that changes headers; else somebody made it up.',
  'token-time': 'Set the clock of this machine; a delivery that somebody recorded is refused on purpose.',
  'token-unknown-key': 'Compare ZOHO_DATA_CENTER with the data centre of Desk; else somebody made it up.',
  'token-webhook': 'Add the id of the subscription to DESK_WEBHOOK_IDS, or delete the subscription.',
  'zoho-scopes-missing': 'Consent again with the scopes that the message names, and replace the refresh token.',
  ...Object.fromEntries(smtpFailures.map(({ code, problem, fix }) => [code, `${problem} ${fix}`])),
};
