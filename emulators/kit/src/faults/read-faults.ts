import { badField, ControlError, notAmong, withAllowed } from '../control-error.ts';
import { type Fault, type FaultKind, type FaultPoint, faultKinds, retryAfterForms } from './fault.ts';

type Reading = { points: readonly FaultPoint[]; isStrict: boolean; place: string };

const members = [
  ...['vendor', 'operation', 'kind', 'times', 'status', 'delayMs', 'body', 'retryAfter', 'skewMs', 'bodyBytes'],
  ...['probability', 'seed'],
];
/** Taken for every vendor and operation, even where they have no effect: earlier versions did, so such orders stay valid. */
const lenientKinds: readonly FaultKind[] = [
  ...(['status', 'slow', 'timeout', 'drop-response', 'duplicate-delivery', 'reorder', 'index-lag'] as const),
];
const bodyBytesMax = 2 ** 31;

/**
 * Reads one fault, a list of faults or `{faults: […]}`. `isStrict` refuses unknown members, as a file wants it.
 * @throws ControlError 400 that names the place, the rule and the allowed values
 */
export function readFaults(value: unknown, points: readonly FaultPoint[], isStrict = false): Fault[] {
  const listed = isMap(value) && Array.isArray(value['faults']) ? value['faults'] : value;
  if (!Array.isArray(listed)) return [readFault(listed, { points, isStrict, place: '' })];
  return listed.map((item, index) => readFault(item, { points, isStrict, place: `[${index}].` }));
}

function readFault(value: unknown, { points, isStrict, place }: Reading): Fault {
  if (!isMap(value)) throw new ControlError(400, 'bad-json', `${place || 'A fault'} must be an object.`);
  const unknown = isStrict ? Object.keys(value).find((name) => !members.includes(name)) : undefined;
  if (unknown !== undefined) throw notAmong(`${place}${unknown}`, members);
  const vendors = [...new Set(points.map(({ vendor }) => vendor))];
  const vendor = oneOf(`${place}vendor`, value['vendor'], vendors);
  const kind = oneOf(`${place}kind`, value['kind'], faultKinds);
  const places = points.filter((point) => point.vendor === vendor);
  const operation =
    value['operation'] === undefined
      ? undefined
      : oneOf(
          `${place}operation`,
          value['operation'],
          places.map((point) => point.operation),
        );
  checkReach(kind, { places, operation, place });
  return {
    vendor,
    ...(operation === undefined ? {} : { operation }),
    kind,
    times: numberIn(value, 'times', place) ?? (value['probability'] === undefined ? 1 : -1),
    ...numbersIn(value, place),
    ...choicesIn(value, place),
  };
}

/** A kind must be able to strike at the vendor, and at the operation when one is named. */
function checkReach(
  kind: FaultKind,
  { places, operation, place }: { places: FaultPoint[]; operation: string | undefined; place: string },
): void {
  if (lenientKinds.includes(kind)) return;
  const reached = operation === undefined ? places : places.filter((point) => point.operation === operation);
  if (reached.some(({ kinds }) => kinds.includes(kind))) return;
  const possible = faultKinds.filter((known) => reached.some(({ kinds }) => kinds.includes(known)));
  const where = operation ?? 'this vendor';
  const message = `"${place}kind" ${kind} cannot strike at ${where}; there are ${possible.join(', ')}.`;
  throw withAllowed(new ControlError(400, 'bad-field', message), possible);
}

const rules: [name: string, rule: string, test: (value: number) => boolean][] = [
  ['status', 'a status from 200 to 599', (value) => Number.isInteger(value) && value >= 200 && value <= 599],
  ['delayMs', 'a number of milliseconds, not negative', (value) => value >= 0],
  ['skewMs', 'a number of milliseconds', () => true],
  ['bodyBytes', `a number from 1 to ${bodyBytesMax}`, (value) => value >= 1 && value <= bodyBytesMax],
  ['probability', 'a number from 0 to 1', (value) => value >= 0 && value <= 1],
  ['seed', 'a whole number from 0', (value) => Number.isSafeInteger(value) && value >= 0],
];

function numbersIn(value: Record<string, unknown>, place: string): Partial<Fault> {
  const given = rules.flatMap(([name, rule, test]) => {
    const number = numberIn(value, name, place);
    if (number === undefined) return [];
    if (!test(number)) throw badField(`${place}${name}`, rule);
    return [[name, number] as const];
  });
  return Object.fromEntries(given);
}

function choicesIn(value: Record<string, unknown>, place: string): Partial<Fault> {
  const { body, retryAfter } = value;
  return {
    ...(body === undefined ? {} : { body: oneOf(`${place}body`, body, ['empty', 'html'] as const) }),
    ...(retryAfter === undefined ? {} : { retryAfter: oneOf(`${place}retryAfter`, retryAfter, retryAfterForms) }),
  };
}

function numberIn(value: Record<string, unknown>, name: string, place: string): number | undefined {
  const number = value[name];
  if (number === undefined) return undefined;
  if (typeof number !== 'number' || !Number.isFinite(number)) throw badField(`${place}${name}`, 'a number');
  return number;
}

function oneOf<Value extends string>(field: string, value: unknown, allowed: readonly Value[]): Value {
  const known = allowed.find((candidate) => candidate === value);
  if (known === undefined) throw notAmong(field, allowed);
  return known;
}

const isMap = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
