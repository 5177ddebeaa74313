import { prepare, root } from './prepare.mjs';

await prepare();
// In this process, so that Ctrl-C reaches it once and no second Node.js has to start.
process.argv = [process.execPath, `${root}apps/cli/bin/baton.js`, 'start', ...process.argv.slice(2)];
await import('../apps/cli/bin/baton.js');
