import type { OperationDefinition } from '@baton/emulator-kit';

const PAGES = [
  ['/visitor', 'Visitor', 'chat as a customer'],
  ['/operator', 'Operator', 'answer as a colleague'],
  ['/tickets', 'Tickets', 'what arrived in the help desk'],
  ['/mailbox', 'Mailbox', 'every mail that was sent'],
] as const;
const STATES = [
  'salesiq/conversations',
  'salesiq/messages',
  'salesiq/deliveries',
  'desk/tickets',
  'desk/comments',
  'desk/contacts',
  'crm/contacts',
  'mail/messages',
];

/** The front page: where people and tests look, and how much of each vendor is there. */
export function indexPage(operations: readonly OperationDefinition[]): string {
  const pages = PAGES.map(([path, name, what]) => `<li><a href="${path}">${name}</a>: ${what}</li>`).join('');
  const states = STATES.map((name) => `<li><a href="/__emulator/state/${name}">${name}</a></li>`).join('');
  const counts = countByVendor(operations)
    .map(([vendor, count]) => `<li>${vendor}: ${count} operations</li>`)
    .join('');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Baton emulators</title>
<link rel="icon" href="data:,">
<style>:root{color-scheme:light dark}body{font:16px/1.6 system-ui,sans-serif;max-width:44rem;margin:2rem auto;padding:0 1.5rem}h1{font-size:1.5rem}h2{font-size:1.1rem}a{color:light-dark(#1f5fbf,#7fb0ff)}</style>
</head>
<body>
<h1>Baton emulators</h1>
<p>Local stand-ins of the vendors. Nothing here leaves this machine.</p>
<h2>Play the story</h2>
<ul>${pages}</ul>
<h2>Look inside</h2>
<ul>${states}<li><a href="/__emulator/journal">journal</a>: every request received</li><li><a href="/__emulator/ledger">ledger</a>: every operation, how sure we are of it and its source</li></ul>
<h2>Vendors</h2>
<ul>${counts}</ul>
</body>
</html>
`;
}

function countByVendor(operations: readonly OperationDefinition[]): [string, number][] {
  const counts = new Map<string, number>();
  for (const { vendor } of operations) counts.set(vendor, (counts.get(vendor) ?? 0) + 1);
  return [...counts].sort(([left], [right]) => left.localeCompare(right));
}
