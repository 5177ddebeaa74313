import { type Environment, say } from '../process.ts';
import type { PruneFlags } from './flags.ts';
import { openSetup } from './open-setup.ts';

/** Lists what is left over in HubSpot, and removes with `--yes` what nobody else can miss. */
export async function pruneHubSpot(environment: Environment, flags: PruneFlags): Promise<void> {
  const { setup, close } = await openSetup(environment, flags);
  try {
    const leftovers = await setup.leftovers();
    if (leftovers.length === 0) {
      say('Nothing is left over.');
      return;
    }
    const others = leftovers.filter(({ isOurs }) => !isOurs);
    const ours = leftovers.filter(({ isOurs }) => isOurs);
    if (others.length > 0) say('Of another name or address, perhaps of another installation; left alone:');
    for (const { what } of others) say(`  - ${what}`);
    if (ours.length > 0) say(flags.yes === true ? 'Removing:' : 'Would be removed with --yes:');
    for (const leftover of ours) {
      if (flags.yes === true) await setup.remove(leftover);
      say(`  - ${leftover.what}`);
    }
  } finally {
    await close();
  }
}
