import { AppError } from '@baton/core';
import {
  type Configuration,
  createHubSpotSetup,
  createLogger,
  createVendorTools,
  describeSettings,
  type HubSpotSetup,
  hubSpotSettings,
  parseConfig,
  refuse,
  serverSettings,
  storageSettings,
} from '@baton/gateway';
import { readConfigFile } from '../config-file.ts';
import { openData } from '../open-data.ts';
import type { Environment } from '../process.ts';

export type OpenSetup = { setup: HubSpotSetup; inboxId: string | null; close(): Promise<void> };

/** The set-up of HubSpot on the store that the settings name. @throws AppError when a setting of either is wrong or missing */
export async function openSetup(environment: Environment, options: { config?: string }): Promise<OpenSetup> {
  const file = readConfigFile(options.config);
  const { configuration, problems } = parseConfig({ command: 'serve', environment, file });
  const groups = [hubSpotSettings, storageSettings, serverSettings];
  const needed = new Set(groups.flatMap(describeSettings).map(({ name }) => name));
  refuse(
    problems.filter(({ name }) => needed.has(name)),
    'connect HubSpot',
  );
  refuseWithoutHubSpot(configuration);
  const data = await openData(configuration, { acceptNewKey: false });
  try {
    const logger = createLogger({ write: (line) => process.stderr.write(line), now: () => new Date() });
    const setup = createHubSpotSetup(configuration, createVendorTools(configuration, { ...data, logger }));
    const { HUBSPOT_INBOX_ID: inboxId } = configuration.require(hubSpotSettings);
    return { setup, inboxId, close: () => data.close() };
  } catch (error) {
    await data.close();
    throw error;
  }
}

/** Before a store is opened, which would be made where there is none. */
function refuseWithoutHubSpot(configuration: Configuration): void {
  if (configuration.read(hubSpotSettings) !== null) return;
  const required = describeSettings(hubSpotSettings).filter(({ isRequired }) => isRequired);
  const names = required.map(({ name }) => name).join(', ');
  throw new AppError(
    'configuration-invalid',
    `HubSpot is not configured. Set ${names}; docs/guides/hubspot.md tells where each comes from.`,
  );
}
