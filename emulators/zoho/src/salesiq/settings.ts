import type { SettingsRow } from './rows.ts';
import { isMap } from './values.ts';

export type SalesIqSettings = Omit<SettingsRow, 'id'>;

export const DEFAULT_SETTINGS: SalesIqSettings = {
  errorStyle: '200',
  retryIntervalMs: 60_000,
  operatorsOnline: true,
  waitMs: 60_000,
  botTimeoutMs: 5_000,
  callbackLimitMs: 180_000,
  callbackWaitMs: 10_000,
  webhookDialect: 'real',
  isAppIdNumber: false,
};

const CHOICES: Partial<Record<keyof SalesIqSettings, readonly string[]>> = {
  errorStyle: ['200', '4xx'],
  webhookDialect: ['real', 'seed'],
};

export type SettingsReading =
  | { ok: true; changes: Partial<SalesIqSettings> }
  | { ok: false; field: string; problem: string };

/** Reads a change of settings; every name and type must be known. */
export function readSettings(body: unknown): SettingsReading {
  if (!isMap(body)) return { ok: false, field: 'body', problem: 'A JSON object is expected.' };
  const changes: Partial<SalesIqSettings> = {};
  for (const [name, value] of Object.entries(body)) {
    const problem = problemOf(name, value);
    if (problem !== null) return { ok: false, field: name, problem };
    Object.assign(changes, { [name]: value });
  }
  return { ok: true, changes };
}

function problemOf(name: string, value: unknown): string | null {
  if (!isSettingName(name)) return `This setting is unknown; there are ${Object.keys(DEFAULT_SETTINGS).join(', ')}.`;
  const choices = CHOICES[name];
  if (choices) return typeof value === 'string' && choices.includes(value) ? null : `Choose ${choices.join(' or ')}.`;
  const wanted = typeof DEFAULT_SETTINGS[name];
  if (typeof value !== wanted) return `A ${wanted} is expected.`;
  const isBadNumber = typeof value === 'number' && !(Number.isFinite(value) && value >= 0);
  return isBadNumber ? 'Milliseconds from 0 are expected.' : null;
}

function isSettingName(name: string): name is keyof SalesIqSettings {
  return Object.hasOwn(DEFAULT_SETTINGS, name);
}
