#!/usr/bin/env node
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { isJoined, joinedMain } from './joined.js';

const main = new URL('../dist/main.js', import.meta.url);
if (!existsSync(fileURLToPath(main))) {
  process.stderr.write('baton is not built yet. Run: npm run build\n');
  process.exit(1);
}
await import(isJoined() ? joinedMain.href : main.href);
