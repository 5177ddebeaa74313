import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';

const ANSWER_BYTES_MAX = 1_000_000;

export interface OutboundRequest {
  method: 'HEAD' | 'POST';
  url: string;
  headers?: Record<string, string>;
  body?: Buffer;
  /** For the whole exchange, in milliseconds. */
  timeoutMs: number;
  /** Ends the exchange when the emulator closes. */
  signal?: AbortSignal;
}
export interface OutboundAnswer {
  status: number;
  body: Buffer;
}

/** Sends one request on a connection of its own, so that a restarted receiver never meets a stale socket. Rejects on any transport failure. */
export function sendOutbound(options: OutboundRequest): Promise<OutboundAnswer> {
  const send = options.url.startsWith('https:') ? httpsRequest : httpRequest;
  return new Promise((resolve, reject) => {
    const headers: Record<string, string | number> = { ...options.headers };
    if (options.body) headers['content-length'] = options.body.length;
    const request = send(
      options.url,
      { ...signalOf(options), method: options.method, headers, agent: false },
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
    const timer = setTimeout(
      () => request.destroy(new Error(`No answer within ${options.timeoutMs} ms.`)),
      options.timeoutMs,
    );
    request.on('error', (error) => {
      clearTimeout(timer);
      reject(error);
    });
    request.end(options.body);
  });
}

function signalOf(options: OutboundRequest): { signal?: AbortSignal } {
  return options.signal ? { signal: options.signal } : {};
}

/** True for an absolute http or https address. */
export function isHttpUrl(text: string): boolean {
  return URL.canParse(text) && /^https?:$/u.test(new URL(text).protocol);
}
