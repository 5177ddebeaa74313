import type { Mutant } from './mutant.ts';

const secretBox = 'packages/gateway/src/secret-box.test.ts';

export const mutants: Mutant[] = [
  {
    id: 'code-right-by-its-beginning',
    why: 'the comparison refuses texts of different length, so both are cut to one',
    file: 'packages/gateway/src/secret-box.ts',
    find: 'return given.length === expected.length && timingSafeEqual(given, expected);',
    replace: 'return given.length > 5 && timingSafeEqual(given, expected.subarray(0, given.length));',
    suites: [secretBox],
  },
  {
    id: 'one-nonce-for-all',
    why: 'a test wanted the same bytes each time',
    file: 'packages/gateway/src/secret-box.ts',
    find: 'const nonce = randomBytes(nonceBytes);',
    replace: 'const nonce = Buffer.alloc(nonceBytes, randomBytes(0));',
    suites: [secretBox],
  },
  {
    id: 'demo-open-to-any-host',
    why: 'the demo listens on this machine alone, so the host header seems to say nothing',
    file: 'packages/gateway/src/http/guard.ts',
    find: 'if (host === null || !loopbackNames.has(host.hostname)) return',
    replace: 'if (host === null || loopbackNames.size === 0) return',
    suites: ['packages/gateway/src/http/guard.test.ts'],
  },
];
