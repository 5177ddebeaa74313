import { isHttpUrl, sendOutbound } from '../outbound.ts';

const CHECK_TIMEOUT_MS = 5_000;

/** SalesIQ asks an address with HEAD before it takes it and wants 200 (salesiq.md §4.1). */
export async function passesHeadCheck(url: string): Promise<boolean> {
  if (!isHttpUrl(url)) return false;
  try {
    const answer = await sendOutbound({ method: 'HEAD', url, timeoutMs: CHECK_TIMEOUT_MS });
    return answer.status === 200;
  } catch {
    return false;
  }
}

/** Asks until the address answers or the time is over: a gateway that starts beside us may need a moment. */
export async function waitForHeadCheck(
  url: string,
  options: { timeoutMs: number; signal: AbortSignal },
): Promise<boolean> {
  if (!isHttpUrl(url)) return false;
  const end = performance.now() + options.timeoutMs;
  while (!options.signal.aborted) {
    if (await passesHeadCheck(url)) return true;
    if (performance.now() >= end) return false;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return false;
}
