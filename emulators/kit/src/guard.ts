import type { FastifyInstance } from 'fastify';

/** Calls of the chat widget; the one thing that pages of other origins may use, when they are named. */
const widgetCalls = '/__emulator/widget/';

/**
 * Keeps web pages of other sites away: only loopback names as `Host`, and no writes from another origin, except the widget's calls
 * from the origins that are named.
 */
export function guardBrowserAccess(app: FastifyInstance, widgetOrigins: readonly string[]): void {
  app.addHook('onRequest', async (request, reply) => {
    const host = request.headers.host ?? '';
    if (!/^(?:127\.0\.0\.1|localhost|\[::1\])(?::\d+)?$/.test(host)) {
      return reply
        .code(403)
        .send({ error: { code: 'unknown-host', message: 'The emulators answer on 127.0.0.1 and localhost only.' } });
    }
    const { origin } = request.headers;
    if (origin !== undefined && widgetOrigins.includes(origin) && request.url.startsWith(widgetCalls)) {
      reply.header('access-control-allow-origin', origin).header('vary', 'origin');
      return undefined;
    }
    const isForeign = origin !== undefined && origin !== `http://${host}`;
    if (isForeign && request.method !== 'GET' && request.method !== 'HEAD') {
      return reply
        .code(403)
        .send({ error: { code: 'cross-origin', message: 'Writes from other origins are refused.' } });
    }
    return undefined;
  });
}
