import { type PGlite, protocol, types } from '@electric-sql/pglite';
import type { Row } from '../database.ts';

const { serialize } = protocol;
type Prepared = { name: string; parameterTypes: number[]; fields: { name: string; dataTypeID: number }[] };

/**
 * Statements that the embedded engine parses and plans once. The engine's own `query` describes each statement again, in five calls of
 * the engine; here a call is one message of bind, execute and sync. All texts are constants of this package, so the set is small.
 * Callers see to it that one statement runs at a time. `send`: what reaches the engine; default the engine itself.
 */
export function createPreparedStatements(
  engine: PGlite,
  send: PGlite['execProtocol'] = (message) => engine.execProtocol(message),
): (sql: string, parameters: readonly unknown[]) => Promise<Row[]> {
  const known = new Map<string, Prepared>();
  const prepare = async (sql: string): Promise<Prepared> => {
    const name = `baton_${known.size + 1}`;
    const { messages } = await send(
      join(serialize.parse({ name, text: sql }), serialize.describe({ type: 'S', name }), serialize.sync()),
    );
    const prepared: Prepared = { name, parameterTypes: [], fields: [] };
    for (const message of messages) {
      if ('dataTypeIDs' in message) prepared.parameterTypes = [...(message.dataTypeIDs as Iterable<number>)];
      if (message.name === 'rowDescription' && 'fields' in message)
        prepared.fields = message.fields as Prepared['fields'];
    }
    known.set(sql, prepared);
    return prepared;
  };
  return async (sql, parameters) => {
    const { name, parameterTypes, fields } = known.get(sql) ?? (await prepare(sql));
    const values = parameters.map((value, index) => toText(engine, value, parameterTypes[index]));
    const { messages } = await send(
      join(serialize.bind({ statement: name, values }), serialize.execute({}), serialize.sync()),
    );
    return messages.flatMap((message) => {
      if (message.name !== 'dataRow' || !('fields' in message)) return [];
      const texts = message.fields as (string | null)[];
      return [
        Object.fromEntries(
          fields.map(({ name: field, dataTypeID }, index) => [
            field,
            types.parseType(texts[index] ?? null, dataTypeID, engine.parsers),
          ]),
        ),
      ];
    });
  };
}

function toText(engine: PGlite, value: unknown, type: number | undefined): string | null {
  if (value === null || value === undefined) return null;
  const serializer = type === undefined ? undefined : engine.serializers[type];
  return serializer === undefined ? String(value) : serializer(value);
}

function join(...parts: Uint8Array[]): Uint8Array {
  return Buffer.concat(parts);
}
