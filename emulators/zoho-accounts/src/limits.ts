import type { EmulatorHost, EmulatorReply } from '@baton/emulator-kit';

const windowMs = 600_000;
const requestsMax = 10;

export const throttled: EmulatorReply = {
  status: 400,
  body: {
    error_description: 'You have made too many requests continuously. Please try again after some time.',
    error: 'Access Denied',
    status: 'failure',
  },
};

/**
 * Ten token requests in ten minutes, per refresh token or else per client; a refused try counts too, so that trying on extends the
 * wait (contract zoho-oauth §8). Kept in memory; a reset forgets it.
 */
export function createThrottle(host: EmulatorHost): (form: URLSearchParams) => boolean {
  const recent = new Map<string, number[]>();
  host.onReset(() => recent.clear());
  host.onRestore(() => recent.clear());
  return (form) => {
    const key = form.get('refresh_token') ?? form.get('client_id') ?? '';
    const now = host.clock.now().getTime();
    const times = [...(recent.get(key) ?? []).filter((at) => now - at < windowMs), now];
    recent.set(key, times);
    return times.length > requestsMax;
  };
}
