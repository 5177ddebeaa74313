import { type DeskLoad, joinKey, type LegChange } from '@baton/core';
import { answersWithinMs, type Handoffs, type HandoffWork, loadRowsMax, type StoredHandoff } from '@baton/store';
import { put, type Tables } from './tables.ts';

type Row = StoredHandoff & { organisation: string };

const withoutOwner = ({ organisation: _organisation, ...handoff }: Row): StoredHandoff => handoff;

export function createMemoryHandoffs(tables: Tables): Handoffs {
  const ofOwner = (organisation: string): Row[] =>
    [...tables.handoffs.values()].filter((row) => row.organisation === organisation);
  return {
    list: async (organisation, { max, before }) => {
      const all = ofOwner(organisation).sort(
        (left, right) => Number(right.requestedAt) - Number(left.requestedAt) || (right.key < left.key ? -1 : 1),
      );
      const last = all.findIndex(({ key }) => key === before);
      if (before !== null && last === -1) return [];
      return all.slice(last + 1, last + 1 + max).map(withoutOwner);
    },
    find: async (organisation, key) => {
      const row = tables.handoffs.get(joinKey(organisation, key));
      return row === undefined ? null : withoutOwner(row);
    },
  };
}

/** The same in memory, where one transaction runs after the other. */
export function memoryHandoffs({ tables }: { tables: Tables }): HandoffWork {
  return {
    noteHandoffs: async ({ organisation, id }, { legs, handoffs }, at) => {
      for (const { connectedAt, requestedAt: _requestedAt, ...change } of handoffs) {
        const key = joinKey(organisation, change.key);
        const before = tables.handoffs.get(key) ?? { requestedAt: at, connectedAt: null };
        const answeredAt = before.connectedAt ?? (connectedAt === null ? null : new Date(connectedAt));
        const { requestedAt } = before;
        put(tables, tables.handoffs, {
          key,
          value: { ...change, organisation, conversationId: id, requestedAt, connectedAt: answeredAt },
        });
      }
      for (const leg of legs) {
        const key = joinKey(organisation, leg.key);
        const before = tables.legs.get(key);
        const value = {
          ...leg,
          organisation,
          startedAt: before?.startedAt ?? leg.startedAt,
          acceptedAt: before?.acceptedAt ?? leg.acceptedAt,
          connectedAt: before?.connectedAt ?? leg.connectedAt,
          end: joinEnds(before?.end ?? null, leg.end),
        };
        put(tables, tables.legs, { key, value });
      }
    },
    readDeskLoad: async (organisation, desk, now) => {
      const legs = [...tables.legs.values()].filter((leg) => leg.organisation === organisation && leg.desk === desk);
      const accepted =
        legs
          .flatMap(({ acceptedAt }) => acceptedAt ?? [])
          .sort()
          .at(-1) ?? '';
      const answered = legs.flatMap(({ startedAt, connectedAt }) =>
        connectedAt !== null && Date.parse(connectedAt) > now.getTime() - answersWithinMs
          ? [{ startedAt, connectedAt }]
          : [],
      );
      return {
        live: legs
          .filter(({ isLive }) => isLive)
          .map(({ key, startedAt, acceptedAt, connectedAt }) => ({
            legKey: key,
            phase: phaseOf(acceptedAt, connectedAt),
            since: startedAt,
          }))
          .sort((left, right) => (left.since < right.since ? -1 : 1)),
        answerMs: answered
          .sort((left, right) => (left.connectedAt < right.connectedAt ? 1 : -1))
          .slice(0, loadRowsMax)
          .map(({ startedAt, connectedAt }) => Date.parse(connectedAt) - Date.parse(startedAt)),
        failures: legs
          .flatMap(({ end }) => (end?.isVendorFailure === true && end.at > accepted ? [end.at] : []))
          .sort()
          .reverse()
          .slice(0, loadRowsMax),
      };
    },
  };
}

function phaseOf(acceptedAt: string | null, connectedAt: string | null): DeskLoad['live'][number]['phase'] {
  if (connectedAt !== null) return 'connected';
  return acceptedAt === null ? 'opening' : 'waiting';
}

type End = LegChange['end'];

const joinEnds = (before: End, after: End): End =>
  after === null ? before : { ...after, isVendorFailure: after.isVendorFailure || before?.isVendorFailure === true };
