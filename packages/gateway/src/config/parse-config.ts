import { AppError } from '@baton/core';
import { type Setting, type SettingName, type SettingValues, settings } from './settings.ts';

export type ConfigProblem = { name: string; problem: string; fix: string };

const names = Object.keys(settings) as SettingName[];
/** Names that other programs set on every machine are not ours to judge. */
const ownPrefixes = ['BATON_', 'ZOHO_', 'DESK_', 'SALESIQ_', 'SMTP_', 'CRM_'];
const startOnly = new Set([
  'BATON_EMULATOR_PORT',
  'BATON_CRASH_AT',
  'BATON_GATEWAY_URL',
  'BATON_EMULATORS_URL',
  'BATON_HANDOFF_TIMEOUT_MS',
]);

/**
 * Reads the settings of `serve`. `file`: the mapping of baton.yaml, with the same names; the environment wins over it.
 * @throws AppError `configuration-invalid` naming every problem at once, each with its fix; no value of a secret is repeated.
 */
export function parseConfig(environment: Record<string, string | undefined>, file: unknown = {}): SettingValues {
  const problems: ConfigProblem[] = [];
  const written = { ...readFile(file, problems), ...pickSet(environment) };
  const values: Record<string, unknown> = {};
  for (const name of names) values[name] = readSetting(name, written[name], problems);
  problems.push(...findUnknown(written), ...checkTogether(values as SettingValues, written));
  if (problems.length === 0) return values as SettingValues;
  const lines = problems.map(({ name, problem, fix }) => `  ${name}: ${problem}\n      ${fix}`);
  throw new AppError(
    'configuration-invalid',
    `${problems.length === 1 ? 'One setting needs' : `${problems.length} settings need`} attention before Baton can serve:\n${lines.join('\n')}`,
    { details: { problems } },
  );
}

function pickSet(environment: Record<string, string | undefined>): Record<string, string> {
  const set: Record<string, string> = {};
  for (const [name, value] of Object.entries(environment))
    if (value !== undefined && value.trim() !== '') set[name] = value.trim();
  return set;
}

function readFile(file: unknown, problems: ConfigProblem[]): Record<string, string> {
  if (file === null || file === undefined) return {};
  if (typeof file !== 'object' || Array.isArray(file)) {
    problems.push({ name: 'baton.yaml', problem: 'is not a mapping.', fix: 'Write one "NAME: value" per line.' });
    return {};
  }
  const read: Record<string, string> = {};
  for (const [name, value] of Object.entries(file)) {
    if (name in settings) read[name] = Array.isArray(value) ? value.join(',') : String(value);
    else problems.push({ name, problem: 'is no setting.', fix: `Remove it from baton.yaml${suggest(name)}.` });
  }
  return read;
}

function readSetting(name: SettingName, written: string | undefined, problems: ConfigProblem[]): unknown {
  const setting: Setting<unknown> = settings[name];
  if (written === undefined) {
    if ('fallback' in setting) return setting.fallback;
    problems.push({ name, problem: 'is missing.', fix: `${setting.description} Example: ${name}=${setting.example}` });
    return null;
  }
  const result = setting.read(written);
  if (result.ok) return result.value;
  const shown = setting.isSecret === true ? 'has a wrong form' : `"${written}" is not right`;
  problems.push({ name, problem: `${shown}.`, fix: `It must be ${result.wanted}.` });
  return null;
}

/** A misspelt name would silently mean its default. */
function findUnknown(written: Record<string, string>): ConfigProblem[] {
  return Object.keys(written)
    .filter((name) => ownPrefixes.some((prefix) => name.startsWith(prefix)))
    .filter((name) => !(name in settings) && !startOnly.has(name) && !name.startsWith('BATON_TEST_'))
    .map((name) => ({ name, problem: 'is no setting.', fix: `Remove it${suggest(name)}.` }));
}

function suggest(name: string): string {
  const near = names.find((candidate) => distance(candidate, name) <= 2);
  return near === undefined ? '' : `, or did you mean ${near}?`;
}

function distance(left: string, right: string): number {
  let row = Array.from({ length: right.length + 1 }, (_value, index) => index);
  for (let i = 1; i <= left.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= right.length; j += 1) {
      const replaced = (row[j - 1] ?? 0) + (left[i - 1] === right[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[right.length] ?? 0;
}

function checkTogether(values: SettingValues, written: Record<string, string>): ConfigProblem[] {
  const problems: ConfigProblem[] = [];
  if (values.DATABASE_URL !== null && written['BATON_SECRET_KEY'] === undefined) {
    problems.push({
      name: 'BATON_SECRET_KEY',
      problem: 'is missing, and DATABASE_URL needs it.',
      fix: 'Set the same 32 bytes in Base64 on every node, for example from `openssl rand -base64 32`.',
    });
  }
  const hasSender = ['SALESIQ_PUBLIC_KEY', 'SALESIQ_WEBHOOK_SECRET', 'BATON_FLAT_SECRET'].some(
    (name) => written[name] !== undefined,
  );
  if (!hasSender) {
    problems.push({
      name: 'SALESIQ_PUBLIC_KEY',
      problem: 'is missing, and so are SALESIQ_WEBHOOK_SECRET and BATON_FLAT_SECRET: no request could be verified.',
      fix: 'Set at least one of the three; SalesIQ shows the public key where the webhook or the bot is configured.',
    });
  }
  if (values.SMTP_USER !== null && values.SMTP_PASSWORD === null) {
    problems.push({
      name: 'SMTP_PASSWORD',
      problem: 'is missing, and SMTP_USER is set.',
      fix: 'Set it, or remove SMTP_USER.',
    });
  }
  return problems;
}
