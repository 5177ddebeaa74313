import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { root } from './prepare.mjs';

// Writes what is generated under docs/reference; `--check` compares instead. Each file in `references` makes one document.
const isCheck = process.argv.includes('--check');
let isCurrent = true;
for (const name of readdirSync(new URL('references', import.meta.url)).sort()) {
  const { path, render } = await import(`./references/${name}`);
  const text = await render();
  const file = `${root}${path}`;
  if (!isCheck) writeFileSync(file, text);
  else if (!existsSync(file) || readFileSync(file, 'utf8') !== text) {
    process.stderr.write(`${path} is not current. Run: npm run docs\n`);
    isCurrent = false;
  }
}
process.exitCode = isCurrent ? 0 : 1;
