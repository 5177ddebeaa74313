import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { toCsrfToken, toTokenHash, writeCookie } from '../access/session-token.ts';
import { signIn } from '../access/sign-in.ts';
import type { Mounting } from './dependencies.ts';
import { bodies, readBody } from './read-body.ts';
import { isOwnOrigin, readSession, type Session } from './session.ts';
import { agentToWire } from './to-wire.ts';

/** Signing in and out, and whether one takes chats. */
export function addAccess(server: FastifyInstance, mounting: Mounting): void {
  const { store, organisation, actions, refuse, sessionMs, isSecure } = mounting;
  server.post('/console/api/sign-in', (request, reply) => enter(mounting, request, reply));
  server.post('/console/api/sign-out', async (request, reply) => {
    const session = await readSession(mounting, request, reply);
    if (session === null) return reply;
    await store.sessions.end(organisation, toTokenHash(session.token));
    await store.agents.setAvailability(organisation, session.agent.id, 'away');
    await actions.release(session.agent, 'signed-out');
    await actions.missDeserted();
    return reply.header('set-cookie', writeCookie(null, { lastsMs: sessionMs, isSecure })).send({ signed_out: true });
  });
  server.get('/console/api/session', async (request, reply) => {
    const session = await readSession(mounting, request, reply);
    return session === null ? reply : describeSession(mounting, session);
  });
  server.put('/console/api/availability', async (request, reply) => {
    const session = await readSession(mounting, request, reply);
    if (session === null) return reply;
    const wish = readBody(bodies.availability, request);
    if (wish === null) return refuse(reply, 'request-invalid', 'availability: online or away');
    await store.agents.setAvailability(organisation, session.agent.id, wish.availability);
    if (wish.availability === 'away') await actions.missDeserted();
    return wish;
  });
}

async function enter(mounting: Mounting, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { refuse, count, isSecure, sessionMs } = mounting;
  if (!isOwnOrigin(mounting, request)) return refuse(reply, 'origin-refused');
  const given = readBody(bodies.signIn, request);
  if (given === null) return refuse(reply, 'request-invalid', 'login and password, and nothing else');
  const outcome = await signIn(mounting, { ...given, address: request.ip });
  count('baton_console_sign_ins_total', { outcome: outcome.type });
  if (outcome.type === 'too-many')
    return refuse(reply.header('retry-after', String(outcome.retryAfterSeconds)), 'too-many-attempts');
  if (outcome.type === 'refused') return refuse(reply, 'sign-in-refused');
  reply.header('set-cookie', writeCookie(outcome.token, { lastsMs: sessionMs, isSecure }));
  return reply.send(describeSession(mounting, outcome));
}

const describeSession = ({ nextDesks, isAsked }: Mounting, { agent, token }: Session) => ({
  agent: agentToWire(agent),
  csrf: toCsrfToken(token),
  next_desks: nextDesks,
  is_asked: isAsked,
});
