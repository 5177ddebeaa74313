/** Links to everything a person can look at. */
export const startPage =
  (): string => `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><link rel="icon" href="data:,"><title>Emulated vendors</title>
<style>body{font:16px/1.6 system-ui,sans-serif;max-width:40rem;margin:2rem auto;padding:0 1rem}</style>
<h1>Emulated vendors</h1><p>Play the story: write as the customer, answer as the operator, and look at mails and tickets.</p>
<ul><li><a href="/visitor">Visitor</a></li><li><a href="/operator">Operator</a></li><li><a href="/mailbox">Mailbox</a></li><li><a href="/tickets">Tickets</a></li>
<li><a href="/__emulator/journal">Journal of requests</a></li><li><a href="/__emulator/ledger">Fidelity ledger</a></li></ul></html>`;
