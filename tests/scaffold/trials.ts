/** One kind that `npm run new` makes, and a small implementation of it that ships with the tests. */
export type Trial = {
  kind: string;
  /** What is handed over after the kind. */
  wish: [name: string, ...options: string[]];
  /** Existing files that may be touched; the lock file and generated documents follow from the rest. */
  touchesMax: number;
  /** Begins the paths of the tests that judge it. */
  tests: string;
  /** What is put into the files that were made, by their paths; from the folder `fill/<kind>`. */
  fill: Record<string, string>;
};

const zoho = 'integrations/zoho/src';
const acme = 'integrations/acme/src';
const steps = 'packages/core/src/workflow/steps';
const performers = 'packages/gateway/src/performers';

export const trials: Trial[] = [
  {
    kind: 'vendor',
    wish: ['acme'],
    touchesMax: 3,
    tests: `${acme}/a`,
    fill: {
      'clients/acme/src/client.ts': 'client.ts',
      'clients/acme/src/index.ts': 'client-index.ts',
      'emulators/acme/src/register.ts': 'register.ts',
      [`${acme}/acme-desk.ts`]: 'desk.ts',
      [`${acme}/acme-inbound.ts`]: '../desk/inbound.ts',
    },
  },
  {
    kind: 'desk',
    wish: ['night-shift', '--vendor', 'zoho'],
    touchesMax: 2,
    tests: `${zoho}/night-shift`,
    fill: { [`${zoho}/night-shift-desk.ts`]: 'desk.ts', [`${zoho}/night-shift-inbound.ts`]: 'inbound.ts' },
  },
  {
    kind: 'channel',
    wish: ['web-chat', '--vendor', 'acme'],
    touchesMax: 2,
    tests: `${acme}/web-chat`,
    fill: { [`${acme}/web-chat-channel.ts`]: 'channel.ts', [`${acme}/web-chat-inbound.ts`]: 'inbound.ts' },
  },
  {
    kind: 'ticket-system',
    wish: ['backlog', '--vendor', 'zoho'],
    touchesMax: 2,
    tests: `${zoho}/backlog`,
    fill: { [`${zoho}/backlog-ticket-system.ts`]: 'ticket-system.ts' },
  },
  {
    kind: 'step',
    wish: ['greet'],
    touchesMax: 1,
    tests: `${steps}/greet`,
    fill: { [`${steps}/greet.ts`]: 'step.ts' },
  },
  {
    kind: 'effect',
    wish: ['ring-bell'],
    touchesMax: 1,
    tests: `${performers}/ring-bell`,
    fill: { [`${performers}/ring-bell.ts`]: 'performer.ts' },
  },
  {
    kind: 'workflow',
    wish: ['printer-jam'],
    touchesMax: 0,
    tests: 'packages/core/src/workflow/workflows',
    fill: { 'workflows/printer-jam.yaml': 'workflow.yaml' },
  },
];
