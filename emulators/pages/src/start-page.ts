/** The way in: what a person can look at, and a first thing to try where all of the story is there. */
export const startPage = (paths: readonly string[]): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'self'; img-src data:; base-uri 'none'; form-action 'none'">
<title>Baton</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/__emulator/pages/style.css">
</head>
<body>
<header class="bar"><a class="brand" href="/" aria-current="page">Baton</a></header>
<main>
<h1>Play the story</h1>
<p class="lead">The gateway runs beside stand-ins of its vendors. Write as the customer, answer as the operator, and see which mails and tickets come of it. Nothing leaves this machine.</p>
<ul class="doors">${doors
  .filter(({ path }) => paths.includes(path))
  .map(showDoor)
  .join('')}</ul>
${isWhole(paths) ? firstSteps : ''}
<p class="lead foot">For programs: <a href="/__emulator/journal">journal</a>, <a href="/__emulator/ledger">fidelity ledger</a> and <a href="/__emulator/connection">connection</a> as JSON.</p>
</main>
</body>
</html>`;

type Door = { path: string; name: string; about: string };

const doors: Door[] = [
  { path: '/visitor', name: 'Visitor', about: 'Chat as the customer, as in the widget on a web site.' },
  {
    path: '/widget-demo',
    name: 'Widget',
    about: 'A web site with the chat widget embedded, for its JavaScript calls.',
  },
  { path: '/operator', name: 'Operator', about: 'Accept chats that were handed over, answer and close them.' },
  { path: '/hubspot-inbox', name: 'HubSpot inbox', about: 'Answer, comment, assign and close as an agent in HubSpot.' },
  { path: '/mailbox', name: 'Mailbox', about: 'Mails to customer, support team and point of contact.' },
  { path: '/tickets', name: 'Tickets', about: 'What the help desk holds, with the chat attached.' },
  { path: '/journal', name: 'Journal', about: 'Every request the vendors received, with its body.' },
];

const showDoor = ({ path, name, about }: Door): string =>
  `<li><a class="card" href="${path}"><strong>${name}</strong><span class="about">${about}</span></a></li>`;

const isWhole = (paths: readonly string[]): boolean =>
  ['/visitor', '/operator', '/mailbox', '/tickets'].every((path) => paths.includes(path));

const firstSteps = `<section class="card pad" aria-labelledby="try">
<h2 id="try">Try this first</h2>
<ol class="steps">
<li>Open <a href="/visitor">Visitor</a> and write “I forgot my password”. Your username is john@company.com.</li>
<li>Take the code from the <a href="/mailbox">Mailbox</a> and type it into the chat. A <a href="/tickets">ticket</a> is opened.</li>
<li>Write “Talk to a human”, then accept and answer on the <a href="/operator">Operator</a> page. The bot keeps silent until you close the chat.</li>
<li>Run <code>npx baton demo botpress --by-hand</code>: you are the customer of a Botpress bot, and answer in the <a href="/hubspot-inbox">HubSpot inbox</a>.</li>
</ol>
</section>`;
