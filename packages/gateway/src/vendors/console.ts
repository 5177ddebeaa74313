import { createConsoleDesk } from '@baton/console';
import { AppError } from '@baton/core';
import type { Configuration } from '../config/configuration.ts';
import { consoleSettings } from '../config/groups/console.ts';
import type { Vendor } from './vendor.ts';

/** The demo has it, for whoever wants to try it. */
export const hasConsole = (configuration: Configuration): boolean =>
  configuration.read(consoleSettings)?.BATON_CONSOLE ?? configuration.isDemo;

/** Baton's own desk. What agents do there comes in through its API, so that there is no way in besides. */
export const consoleDesk: Vendor = {
  name: 'console',
  groups: [consoleSettings],
  parts: [
    {
      kind: 'desk',
      name: 'console',
      needs: [consoleSettings],
      isConfigured: hasConsole,
      make: (_configuration, tools) => {
        if (tools.console !== null) return createConsoleDesk(tools.console);
        throw new AppError('configuration-invalid', 'The console needs a store of its own. Leave BATON_CONSOLE out.');
      },
    },
  ],
  tryOut: null,
  check: () => [],
};
