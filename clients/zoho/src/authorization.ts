/** How Zoho's APIs take a token (contract zoho-oauth §8). */
export const zohoAuthorization = {
  scheme: 'Zoho-oauthtoken',
  refusedFix: 'A new token was refused as well: check that the data centre is the one of the account.',
};
