import { type Call, type CallerOptions, type Clock, createCaller, systemClock } from '@baton/http-kit';
import { zohoAuthorization } from '../authorization.ts';
import { readCrmAnswer } from './answers.ts';

export type CrmContext = { clock: Clock; call(call: Call): Promise<unknown> };

/** The contract's advice (zoho-crm §10). */
const concurrencyMax = 4;

export function createCrmContext(options: CallerOptions): CrmContext {
  const send = createCaller(options, {
    ...zohoAuthorization,
    read: readCrmAnswer,
    concurrencyMax,
    leftHeaders: ['x-api-credits-remaining'],
  });
  return {
    clock: options.clock ?? systemClock,
    call: (call) => send({ ...call, operation: `crm.${call.operation}` }),
  };
}
