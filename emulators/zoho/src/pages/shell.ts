/** One plain page: no build, nothing loaded from elsewhere. The script fills it through `textContent`, never as HTML. */
export function renderPage(page: { title: string; lead: string; body: string; script: string }): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${page.title} · Baton emulators</title>
<link rel="icon" href="data:,">
<style>${STYLE}</style>
</head>
<body>
<header>
<h1>${page.title}</h1>
<nav aria-label="Pages"><a href="/">All</a><a href="/visitor">Visitor</a><a href="/operator">Operator</a><a href="/tickets">Tickets</a><a href="/mailbox">Mailbox</a></nav>
</header>
<main>
<p class="lead">${page.lead}</p>
${page.body}
<p id="problem" role="alert" hidden></p>
</main>
<script>${HELPERS}${page.script}</script>
</body>
</html>
`;
}

const STYLE = `
:root{color-scheme:light dark;--line:#d5dbe5;--soft:#f3f6fa;--ink:#182233;--dim:#56637a;--accent:#1f5fbf;--on:#fff;--paper:#fff;--bad:#b3261e}
@media (prefers-color-scheme:dark){:root{--line:#354055;--soft:#1d2534;--ink:#e8edf6;--dim:#9fadc4;--accent:#7fb0ff;--on:#0d1420;--paper:#121926;--bad:#ff9c94}}
*{box-sizing:border-box}
body{margin:0;font:16px/1.5 system-ui,sans-serif;color:var(--ink);background:var(--paper)}
header{display:flex;flex-wrap:wrap;gap:.5rem 2rem;align-items:baseline;padding:1rem 1.5rem;border-bottom:1px solid var(--line)}
h1{font-size:1.25rem;margin:0}h2{font-size:1.05rem;margin:0 0 .5rem}
nav a{margin-right:1rem}a{color:var(--accent)}
main{max-width:70rem;margin:0 auto;padding:1rem 1.5rem 3rem;overflow-wrap:anywhere}
.lead,.dim{color:var(--dim)}
.columns{display:grid;grid-template-columns:minmax(0,22rem) minmax(0,1fr);gap:1.5rem;align-items:start}
@media (max-width:46rem){.columns{grid-template-columns:minmax(0,1fr)}header,main{padding-left:1rem;padding-right:1rem}}
.card{border:1px solid var(--line);border-radius:.6rem;padding:1rem;margin:0 0 1rem;overflow-wrap:anywhere}
label{display:block;font-size:.9rem;margin:.5rem 0 .2rem}
input,textarea,button{font:inherit;color:inherit}
input,textarea{width:100%;padding:.5rem .6rem;border:1px solid var(--line);border-radius:.4rem;background:var(--paper)}
button{padding:.5rem 1rem;border:1px solid var(--accent);border-radius:.4rem;background:var(--paper);color:var(--accent);cursor:pointer}
button.main{background:var(--accent);color:var(--on)}
button:disabled{opacity:.45;cursor:default}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
.row{display:flex;gap:.5rem;flex-wrap:wrap;margin:.6rem 0}
.row>input{flex:1;min-width:9rem}
.transcript{height:24rem;overflow-y:auto;background:var(--soft);border:1px solid var(--line);border-radius:.6rem;padding:1rem;margin:.5rem 0}
.bubble{max-width:85%;width:fit-content;padding:.5rem .8rem;border-radius:.8rem;margin:0 0 .6rem;background:var(--paper);border:1px solid var(--line);white-space:pre-wrap;overflow-wrap:anywhere}
.bubble.mine{margin-left:auto;background:var(--accent);color:var(--on);border-color:var(--accent)}
.bubble small{display:block;opacity:.75}
.badge{display:inline-block;padding:.05rem .55rem;border:1px solid currentColor;border-radius:1rem;font-size:.85rem}
.list{list-style:none;margin:0;padding:0}
.list button{width:100%;text-align:left;margin:0 0 .5rem}
.list button[aria-pressed=true]{background:var(--accent);color:var(--on)}
pre{white-space:pre-wrap;overflow-wrap:anywhere;font:inherit;margin:.5rem 0 0}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.15rem 1rem;margin:.5rem 0}dt{color:var(--dim)}dd{margin:0}
#problem{color:var(--bad)}
`;

/** Helpers of every page. `keyed` only adds what is new, so that screen readers hear each entry once. */
const HELPERS = `
'use strict';
const el = (id) => document.getElementById(id);
const make = (name, className, text) => {
  const node = document.createElement(name);
  if (className) node.className = className;
  if (text !== undefined && text !== null) node.textContent = String(text);
  return node;
};
const trouble = (message) => {
  el('problem').hidden = !message;
  el('problem').textContent = message || '';
};
const call = async (path, body) => {
  const options = body === undefined ? {} : {
    method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body),
  };
  const answer = await fetch(path, options);
  const data = await answer.json();
  if (!answer.ok) throw new Error(data && data.error ? data.error.message : 'The emulator answered ' + answer.status);
  return data;
};
const attempt = async (work) => {
  try { trouble(''); return await work(); } catch (error) { trouble(error.message); return null; }
};
const repeat = (work, ms) => {
  const round = async () => { try { await work(); } catch (error) { trouble(error.message); } setTimeout(round, ms); };
  round();
};
const showMessages = (box, messages, mine) => {
  if (box.dataset.first !== (messages[0] ? messages[0].id : '')) {
    box.replaceChildren();
    box.dataset.first = messages[0] ? messages[0].id : '';
  }
  for (const message of messages.slice(box.children.length)) {
    const bubble = make('div', 'bubble' + (message.sender === mine ? ' mine' : ''));
    bubble.dataset.sender = message.sender;
    bubble.append(make('small', '', message.name), make('span', 'text', message.text));
    box.append(bubble);
    box.scrollTop = box.scrollHeight;
  }
};
`;
