import type { SettingsDefinition } from '@baton/emulator-kit';

const plans = ['off', 'free', 'basic', 'professional', 'enterprise'] as const;
export type Plan = (typeof plans)[number];

export type SalesIqSettings = {
  /** How the real paths refuse: status 200 with an error in the body, or the status that fits. */
  errorStyle: '200' | '4xx';
  /** Limits of seed 004. */
  plan: Plan;
  retryIntervalMs: number;
  operatorsOnline: boolean;
  /** How long a forwarded chat rings before it is missed. */
  waitMs: number;
  botTimeoutMs: number;
  callbackLimitMs: number;
  /** How long the widget's driver waits for the final answer of a pending one. */
  callbackWaitMs: number;
  webhookDialect: 'real' | 'seed';
  isAppIdNumber: boolean;
};

export const salesIqSettings: SettingsDefinition<SalesIqSettings> = {
  defaults: {
    errorStyle: '200',
    plan: 'off',
    retryIntervalMs: 60_000,
    operatorsOnline: true,
    waitMs: 60_000,
    botTimeoutMs: 5_000,
    callbackLimitMs: 180_000,
    callbackWaitMs: 10_000,
    webhookDialect: 'real',
    isAppIdNumber: false,
  },
  choices: { errorStyle: ['200', '4xx'], plan: plans, webhookDialect: ['real', 'seed'] },
};
