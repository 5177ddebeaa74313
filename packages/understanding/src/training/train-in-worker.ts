import { Worker } from 'node:worker_threads';
import type { Example } from './example.ts';

/**
 * Trains in a thread of its own, so that requests are answered meanwhile, and gives the bytes of the model file.
 * Rejects when training fails or `signal` is aborted.
 */
export function trainInWorker(examples: Example[], signal?: AbortSignal): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted === true) return reject(new Error('The training was stopped before it began.'));
    const worker = new Worker(workerUrl(), { workerData: examples });
    const stop = (): void => {
      reject(new Error('The training was stopped.'));
      worker.terminate().catch(reject);
    };
    signal?.addEventListener('abort', stop, { once: true });
    worker.once('message', (model: unknown) => {
      if (model instanceof Uint8Array) resolve(Buffer.from(model));
      else reject(new Error('The training gave no model.'));
    });
    worker.once('error', reject);
    worker.once('exit', () => {
      signal?.removeEventListener('abort', stop);
      reject(new Error('The training ended without a model.'));
    });
  });
}

/** Threads load what was built, also when this file runs from its source. */
const workerUrl = (): URL => {
  const here = import.meta.url;
  return new URL(here.endsWith('.ts') ? '../../dist/training/worker.js' : './worker.js', here);
};
