import { Agent, request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';

const ANSWER_BYTES_MAX = 1_000_000;

export interface OutboundRequest {
  method: 'HEAD' | 'POST';
  url: string;
  headers?: Record<string, string>;
  body?: Buffer;
  /** For the whole exchange, in milliseconds; with `agent` from the moment it has a connection. */
  timeoutMs: number;
  /** Ends the exchange when the emulator closes. */
  signal?: AbortSignal;
  /** Keeps connections for the next request over http. Default: a connection of its own. */
  agent?: Agent;
}
export interface OutboundAnswer {
  status: number;
  body: Buffer;
}

/** How many a sender has open at most. A busy receiver takes new ones only one at a time, between other work. */
const CONNECTIONS_MAX = 64;

export const keepConnections = (): Agent => new Agent({ keepAlive: true, maxSockets: CONNECTIONS_MAX });

/** Sends one request. Rejects on any transport failure; on a kept connection that the receiver has closed meanwhile it is sent once more. */
export async function sendOutbound(options: OutboundRequest): Promise<OutboundAnswer> {
  try {
    return await exchange(options);
  } catch (error) {
    if (!(error instanceof StaleConnection)) throw error;
    const { agent: _agent, ...fresh } = options;
    return exchange(fresh);
  }
}

/** The receiver ended a kept connection before it took the request. */
class StaleConnection extends Error {
  override readonly name = 'StaleConnection';
}

function exchange({ agent, signal, ...options }: OutboundRequest): Promise<OutboundAnswer> {
  const isHttps = options.url.startsWith('https:');
  const send = isHttps ? httpsRequest : httpRequest;
  return new Promise((resolve, reject) => {
    const headers: Record<string, string | number> = { ...options.headers };
    if (options.body) headers['content-length'] = options.body.length;
    const request = send(
      options.url,
      { ...(signal ? { signal } : {}), method: options.method, headers, agent: isHttps ? false : (agent ?? false) },
      (answer) => {
        const chunks: Buffer[] = [];
        let size = 0;
        answer.on('data', (chunk: Buffer) => {
          size += chunk.length;
          if (size > ANSWER_BYTES_MAX) request.destroy(new Error('The answer is larger than 1 MB.'));
          else chunks.push(chunk);
        });
        answer.on('end', () => {
          clearTimeout(timer);
          resolve({ status: answer.statusCode ?? 0, body: Buffer.concat(chunks) });
        });
        answer.on('error', reject);
      },
    );
    let timer: NodeJS.Timeout | undefined;
    request.on('socket', () => {
      const giveUp = (): void => {
        request.destroy(new Error(`No answer within ${options.timeoutMs} ms.`));
      };
      timer = setTimeout(giveUp, options.timeoutMs);
    });
    request.on('error', (error) => {
      clearTimeout(timer);
      const isStale = request.reusedSocket && 'code' in error && error.code === 'ECONNRESET';
      reject(isStale ? new StaleConnection('The connection was closed.', { cause: error }) : error);
    });
    request.end(options.body);
  });
}

/** True for an absolute http or https address. */
export function isHttpUrl(text: string): boolean {
  return URL.canParse(text) && /^https?:$/u.test(new URL(text).protocol);
}
