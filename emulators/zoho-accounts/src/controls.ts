import { ControlError, type EmulatorHost, readObject } from '@baton/emulator-kit';
import { issueCode, openCodes, splitScopes } from './codes.ts';
import { makeToken, openTokens } from './tokens.ts';

const selfCodeLifeMs = 180_000;

/** `/__emulator/accounts/…`: what a person does in the vendor's API console. */
export function registerControls(host: EmulatorHost): void {
  host.control('POST', '/accounts/clients', () => {
    const client = openTokens(host).clients.insert({ id: `1000.${host.nextId()}`, secret: makeToken().slice(5) });
    return { clientId: client.id, clientSecret: client.secret };
  });
  host.control('POST', '/accounts/self-client-code', (request) => {
    const { clientId, scope, lifeMs = selfCodeLifeMs } = readObject(request);
    if (typeof clientId !== 'string' || openTokens(host).clients.get(clientId) === undefined)
      throw new ControlError(400, 'bad-field', '"clientId" must be a client made in the console.');
    if (typeof scope !== 'string' || typeof lifeMs !== 'number')
      throw new ControlError(400, 'bad-field', '"scope" must be a text and "lifeMs" a number of milliseconds.');
    const grant = { clientId, redirectUri: null, scopes: splitScopes(scope), type: 'user' } as const;
    return { code: issueCode(host, openCodes(host), { ...grant, isOffline: true, isForced: true, lifeMs }) };
  });
}
