import type { EmulatorReply, EmulatorRequest } from '@baton/emulator-kit';
import { definition } from './definition.ts';
import { bodyOf, fieldsOf, invalid, notFound, type RouteName, registerRoute } from './replies.ts';
import type { Botpress, InstallationRow, StateRow } from './rows.ts';
import { stateWire } from './wire.ts';

const path = '/states/:type/:id/:name';
const schedules = [
  'hourly',
  'daily',
  'weekly',
  'bimonthly',
  'monthly',
  'bimestrial',
  'trimestrial',
  'semestrial',
  'yearly',
];

/** States, and what an integration asks for itself (contract botpress §5). */
export function registerMemory(botpress: Botpress, accessToken: string): void {
  const route = (given: RouteName, handle: Handle): void =>
    registerRoute(botpress, accessToken, {
      ...given,
      name: `botpress.${given.name}`,
      handle: (installation, request) => handle(botpress, installation, request),
    });
  route(
    { name: 'states.get', method: 'GET', path: path },
    withState(({ row }) => answer(row, true)),
  );
  route(
    { name: 'states.set', method: 'POST', path: path },
    withState(({ open, botId, address, row }, request) => {
      const { payload } = bodyOf(request);
      if (payload !== null) return answer(write(open, { botId, address, row, payload }), false);
      if (row !== undefined) open.states.remove(row.id);
      return { status: 200, body: { state: { ...address, payload: null } } };
    }),
  );
  route(
    { name: 'states.patch', method: 'PATCH', path: path },
    withState(({ open, botId, address, row }, request) => {
      const payload = { ...fieldsOf(row?.payload), ...fieldsOf(bodyOf(request)['payload']) };
      return answer(write(open, { botId, address, row, payload }), false);
    }),
  );
  route(
    { name: 'states.get-or-set', method: 'POST', path: `${path}/get-or-set` },
    withState(({ open, botId, address, row }, request) =>
      answer(row ?? write(open, { botId, address, row, payload: bodyOf(request)['payload'] }), true),
    ),
  );
  route(
    { name: 'integrations.configure', method: 'POST', path: '/integrations/configure' },
    (_open, _installation, request) => {
      const { scheduleRegisterCall: schedule } = bodyOf(request);
      const isKnown = schedule === undefined || schedules.some((known) => known === schedule);
      return isKnown ? { status: 200, body: {} } : invalid('scheduleRegisterCall is not one of the schedules');
    },
  );
}

type Handle = (botpress: Botpress, installation: InstallationRow, request: EmulatorRequest) => EmulatorReply;
type Address = { type: string; id: string; name: string };
type Found = { open: Botpress; botId: string; address: Address; row: StateRow | undefined };

function withState(handle: (found: Found, request: EmulatorRequest) => EmulatorReply): Handle {
  return (open, { botId }, request) => {
    const { type = '', id = '', name = '' } = request.params;
    const declared = new Map<string, string>(Object.entries(definition.states)).get(name);
    if (declared !== type) return invalid(`state "${name}" is not declared for a ${type}`);
    const row = open.states.find((one) => one.stateType === type && one.ownerId === id && one.name === name);
    return handle({ open, botId, address: { type, id, name }, row }, request);
  };
}

type Writing = Omit<Found, 'open'> & { payload: unknown };

function write({ states, now, nextId }: Botpress, { botId, address, row, payload }: Writing): StateRow {
  const at = now();
  if (row !== undefined) return states.update(row.id, { payload, updatedAt: at });
  const { type: stateType, id: ownerId, name } = address;
  return states.insert({ id: nextId('state'), createdAt: at, updatedAt: at, stateType, ownerId, name, botId, payload });
}

const answer = (row: StateRow | undefined, hasMeta: boolean): EmulatorReply =>
  row === undefined
    ? notFound('state')
    : { status: 200, body: { state: stateWire(row), ...(hasMeta ? { meta: { cached: false } } : {}) } };
