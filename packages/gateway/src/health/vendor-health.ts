import { wrapMethods } from '../engine/wrap-methods.ts';
import type { Logger } from '../http/logger.ts';

/** What of a vendor is watched, for example the tickets of one. */
export type WatchedPart = { vendor: string; part: string };

/**
 * How the vendors fare, told by the calls that Baton makes anyway: nobody is asked for it. A part of a vendor fails from the first call
 * that has to be tried again to the next one that is answered, be it with a refusal. Each change is a log line; one that fails and
 * recovers again and again is logged once a minute.
 */
export type VendorHealth = {
  /** The same port, each answer of which is noted. */
  watch<Port extends object>(watched: WatchedPart, port: Port): Port;
  /** Lines of the exposition format of Prometheus. */
  render(): string[];
};

type Standing = {
  watched: WatchedPart;
  lastSuccess: Date | null;
  failing: { since: Date; code: string } | null;
  loggedAt: Date | null;
  isLogged: boolean;
};

const quietMs = 60_000;

export function createVendorHealth({
  logger,
  now,
}: {
  logger: Pick<Logger, 'info' | 'warn'>;
  now(): Date;
}): VendorHealth {
  const standings = new Map<string, Standing>();
  const find = (watched: WatchedPart): Standing => {
    const key = JSON.stringify([watched.vendor, watched.part]);
    const found = standings.get(key) ?? { watched, lastSuccess: null, failing: null, loggedAt: null, isLogged: false };
    standings.set(key, found);
    return found;
  };
  const noteSuccess = (standing: Standing): void => {
    const { watched, failing, isLogged } = standing;
    standing.lastSuccess = now();
    standing.failing = null;
    if (failing === null || !isLogged) return;
    standing.isLogged = false;
    const failedForMs = now().getTime() - failing.since.getTime();
    logger.info('vendor-recovered', { ...watched, code: failing.code, failedForMs });
  };
  const noteFailure = (standing: Standing, { code, detail }: Failure): void => {
    const { watched, lastSuccess, loggedAt, isLogged } = standing;
    standing.failing = { since: standing.failing?.since ?? now(), code };
    if (isLogged || (loggedAt !== null && now().getTime() - loggedAt.getTime() < quietMs)) return;
    standing.isLogged = true;
    standing.loggedAt = now();
    const since = standing.failing.since.toISOString();
    const last = lastSuccess?.toISOString() ?? null;
    logger.warn('vendor-failing', { ...watched, code, advice: detail, since, lastSuccess: last });
  };
  return {
    watch: (watched, port) =>
      wrapMethods(port, ({ proceed }) => {
        const result = proceed();
        if (!(result instanceof Promise)) return result;
        return result.then((value: unknown) => {
          const failure = readFailure(value);
          if (failure === null) noteSuccess(find(watched));
          else noteFailure(find(watched), failure);
          return value;
        });
      }),
    render: () => gauges.flatMap((gauge) => renderGauge(gauge, [...standings.values()])),
  };
}

type Failure = { code: string; detail: string };

/** Null also for a refusal: whoever refuses one thing works. */
function readFailure(value: unknown): Failure | null {
  if (typeof value !== 'object' || value === null || !('type' in value) || value.type !== 'retry') return null;
  const text = (name: 'code' | 'detail'): string => String(Reflect.get(value, name) ?? '');
  return { code: text('code'), detail: text('detail') };
}

type Gauge = { name: GaugeName; read(standing: Standing): number | null };

/** Every gauge with what it tells. */
export const gaugeHelp = {
  baton_vendor_up: 'Whether the last call of a vendor was answered: 1, or 0 when it has to be tried again.',
  baton_vendor_last_success_seconds: 'When a vendor last answered, in seconds since 1970.',
  baton_vendor_failing_since_seconds: 'Since when a vendor fails, in seconds since 1970; absent while it does not.',
} as const;

export type GaugeName = keyof typeof gaugeHelp;

const seconds = (at: Date | null | undefined): number | null => (at ? Math.floor(at.getTime() / 1_000) : null);

const gauges: Gauge[] = [
  { name: 'baton_vendor_up', read: ({ failing }) => (failing === null ? 1 : 0) },
  { name: 'baton_vendor_last_success_seconds', read: ({ lastSuccess }) => seconds(lastSuccess) },
  { name: 'baton_vendor_failing_since_seconds', read: ({ failing }) => seconds(failing?.since) },
];

function renderGauge({ name, read }: Gauge, standings: Standing[]): string[] {
  const rows = standings.flatMap((standing) => {
    const value = read(standing);
    const { vendor, part } = standing.watched;
    return value === null ? [] : [`${name}{vendor="${vendor}",part="${part}"} ${value}`];
  });
  return [`# HELP ${name} ${gaugeHelp[name]}`, `# TYPE ${name} gauge`, ...rows];
}
