import { ClientError } from '@baton/http-kit';

/** Why something does not work as it is configured, by a stable code. */
export type ZohoFinding = { code: string; problem: string; fix: string };
/** `untried`: what could not be looked at, with the reason. */
export type ZohoTrial = { findings: ZohoFinding[]; untried: string[] };

/** Makes a question of a vendor a list of findings: what it returns, or why it could not be asked. */
export async function tryOut(what: string, ask: () => Promise<ZohoFinding[]>): Promise<ZohoTrial> {
  try {
    return { findings: await ask(), untried: [] };
  } catch (error) {
    return { findings: [toFinding(what, error)], untried: [] };
  }
}

/** The same for what Baton itself never asks: that the token may not do it is then no fault. */
export async function tryOutIfAllowed(what: string, ask: () => Promise<ZohoFinding[]>): Promise<ZohoTrial> {
  try {
    return { findings: await ask(), untried: [] };
  } catch (error) {
    if (error instanceof ClientError && error.code === 'forbidden')
      return { findings: [], untried: [`${what}, for the token may not look: ${error.message}`] };
    return { findings: [toFinding(what, error)], untried: [] };
  }
}

export function joinTrials(trials: ZohoTrial[]): ZohoTrial {
  return { findings: trials.flatMap(({ findings }) => findings), untried: trials.flatMap(({ untried }) => untried) };
}

/** @throws what is no error of a vendor */
function toFinding(what: string, error: unknown): ZohoFinding {
  if (!(error instanceof ClientError)) throw error;
  const { code, message, fix } = error;
  const problem = fix === null ? message : message.replace(` ${fix}`, '');
  return { code: `zoho-${code}`, problem: `${what}: ${problem}`, fix: fix ?? fixes[code] ?? 'Try it again later.' };
}

const fixes: Record<string, string> = {
  unreachable: 'Check the address and the network.',
  timeout: 'Look whether a firewall stands between, and try it again.',
  unauthorised: 'Consent again and replace the refresh token.',
  forbidden: 'Consent again with the scopes of the guide (docs/guides/zoho.md), as a user who may do that.',
  'not-found': 'Check the address of the API.',
};
