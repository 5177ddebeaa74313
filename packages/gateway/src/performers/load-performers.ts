import { AppError, type EffectKind, effectDefinitions } from '@baton/core';
import type { Performer } from './performer.ts';

export type Performers = { [Kind in EffectKind]: Performer<Kind> };

/**
 * The performer of every kind of effect: the file of its name beside this one. There is no list to forget one in, and a gateway without one
 * does not start.
 * @throws AppError `internal` naming the kind whose performer is missing
 */
export async function loadPerformers(): Promise<Performers> {
  const kinds = Object.keys(effectDefinitions);
  const loaded = await Promise.all(kinds.map(async (kind) => [kind, await loadPerformer(kind)] as const));
  return Object.fromEntries(loaded) as Performers;
}

/** As sources, and as the compiler wrote them. */
const extension = import.meta.url.slice(import.meta.url.lastIndexOf('.'));

async function loadPerformer(kind: string): Promise<unknown> {
  const module: unknown = await import(/* @vite-ignore */ `./${kind}${extension}`).catch((cause: unknown) => {
    throw missing(kind, cause);
  });
  const perform: unknown = typeof module === 'object' && module !== null ? Reflect.get(module, 'perform') : undefined;
  if (typeof perform !== 'function') throw missing(kind, null);
  return perform;
}

const missing = (kind: string, cause: unknown): AppError =>
  new AppError(
    'internal',
    `There is no performer for effects of the kind "${kind}". Add packages/gateway/src/performers/${kind}.ts that exports "perform".`,
    { details: { kind }, cause },
  );
