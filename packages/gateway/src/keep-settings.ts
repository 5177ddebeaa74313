import { type BotSettings, chainSettingsSchema, defaultOrganisation } from '@baton/core';
import type { SettingsVersions } from '@baton/store';
import { z } from 'zod';
import { toJson } from './engine/run-turn.ts';

/** What this installation can do now; nothing that was set earlier makes it do more. */
export type Possible = { desks: readonly string[]; canMail: boolean };

type Keeping = { settings: BotSettings; possible: Possible; organisation?: string };

/**
 * Keeps the settings of now in the store and returns the earlier ones, which running conversations go on with. What an earlier version of
 * Baton did not set is as it is now; so is all of it when this version cannot read what is kept.
 */
export async function keepSettings(
  versions: SettingsVersions,
  { settings, possible, organisation = defaultOrganisation }: Keeping,
): Promise<BotSettings[]> {
  const { version: current, ...content } = settings;
  await versions.keep({ organisation, version: current, content: toJson(content) });
  const kept = await versions.list(organisation);
  return kept.flatMap((earlier) => {
    const { success, data } = storedSettings.safeParse(earlier.content);
    if (earlier.version === current || !success) return [];
    return [limit({ ...settings, ...withoutAbsent(data), version: earlier.version }, possible)];
  });
}

const limit = (settings: BotSettings, { desks, canMail }: Possible): BotSettings => ({
  ...settings,
  handoffChain: settings.handoffChain.filter((desk) => desks.includes(desk)),
  sendsCustomerMail: canMail && settings.sendsCustomerMail,
  supportEmail: canMail ? settings.supportEmail : null,
  pointsOfContact: canMail ? settings.pointsOfContact : [],
});

const durationMs = z.number().nonnegative();

const storedSettings = z
  .object({
    locale: z.string(),
    handoffChain: z.array(z.string()),
    acceptTimeoutMs: durationMs,
    chain: chainSettingsSchema,
    ticketLooks: z.array(z.object({ everyMs: durationMs, times: z.int().nonnegative() })),
    silenceMs: durationMs,
    unheardMs: durationMs,
    sendsCustomerMail: z.boolean(),
    supportEmail: z.string().nullable(),
    pointsOfContact: z.array(z.object({ match: z.string(), email: z.string() })),
  })
  .partial();

type Stored = z.infer<typeof storedSettings>;

/** Every setting that is there; an absent one must not hide the one of now. */
const withoutAbsent = (stored: Stored): { [Name in keyof Stored]?: Exclude<Stored[Name], undefined> } =>
  Object.fromEntries(Object.entries(stored).filter(([, value]) => value !== undefined));
