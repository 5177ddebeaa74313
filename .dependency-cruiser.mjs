const forbid = (name, from, to) => ({ name, severity: 'error', from: { path: from }, to: { path: to } });

/** World and customer of the simulation name each other's types. */
const typesMayCircle = '^packages/gateway/simulation/';

export default {
  forbidden: [
    {
      name: 'no-cycles',
      severity: 'error',
      from: { pathNot: typesMayCircle },
      to: { circular: true },
    },
    {
      name: 'no-cycles-of-code',
      severity: 'error',
      from: { path: typesMayCircle },
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    forbid('core-stands-alone', '^packages/core', '^(packages/(?!core)|clients|integrations|emulators|apps)'),
    forbid(
      'core-imports-listed-libraries-only',
      '^packages/core/src/(?!.*(\\.test\\.ts$|/test-world\\.ts$|/testing/))',
      // None of these does any IO.
      'node_modules/(?!zod/|@baton/|intl-messageformat/|@formatjs/icu-messageformat-parser/|temporal-polyfill/|chrono-node/)',
    ),
    forbid(
      'knowledge-stands-alone',
      '^packages/knowledge',
      '^(packages/(?!knowledge)|clients|integrations|emulators|apps)',
    ),
    forbid(
      'understanding-stands-alone',
      '^packages/understanding',
      '^(packages/(?!understanding)|clients|integrations|emulators|apps)',
    ),
    forbid(
      'store-knows-core-only',
      '^packages/store/src/(?!.*\\.test\\.ts$)',
      '^(packages/(?!core|store)|clients|integrations|emulators|apps)',
    ),
    forbid('clients-know-nothing-of-us', '^clients', '^(packages/(?!http-kit)|integrations|emulators|apps)'),
    forbid(
      'integrations-join-vendor-and-core',
      '^integrations/(?!.*(\\.test\\.ts$|/testing/))',
      '^(packages/(?!core|http-kit)|emulators|apps)',
    ),
    {
      name: 'one-integration-not-another',
      severity: 'error',
      from: { path: '^integrations/([^/]+)/' },
      to: { path: '^integrations/', pathNot: '^integrations/$1/' },
    },
    forbid('emulators-share-no-reading', '^emulators', '^(packages|clients|integrations|apps)'),
    {
      name: 'emulator-knows-kit-only',
      severity: 'error',
      from: { path: '^emulators/(?!all/)([^/]+)/(?!testing/)(?!.*\\.test\\.ts$)' },
      to: { path: '^emulators/(?!kit/)', pathNot: '^emulators/$1/' },
    },
    {
      name: 'browser-code-stands-alone',
      severity: 'error',
      from: { path: '^((?:emulators|packages)/[^/]+/browser)/' },
      to: { pathNot: '^$1/' },
    },
    forbid(
      'browser-code-runs-in-browsers',
      '^(?!(emulators|packages)/[^/]+/browser/)',
      '^(emulators|packages)/[^/]+/browser/',
    ),
    forbid('gateway-knows-no-emulator', '^packages/gateway', '^(emulators|apps)'),
    forbid(
      'testkit-only-in-tests',
      '^(?!packages/testkit|packages/gateway/simulation|.*/testing/).*(?<!\\.test\\.ts)$',
      '^packages/testkit',
    ),
    forbid(
      'testing-only-in-tests',
      '^(?!.*(\\.test\\.ts$|/testing/|/simulation/))',
      '^(packages|clients|integrations|emulators|apps)/.*/testing/',
    ),
    {
      name: 'no-deep-imports',
      severity: 'error',
      from: { path: '^(packages|clients|integrations|emulators|apps)/([^/]+)/' },
      to: { path: '^(packages|clients|integrations|emulators|apps)/[^/]+/src/(?!index\\.ts)', pathNot: '^$1/$2/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)dist/' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['@baton/source', 'import', 'node', 'default', 'types'],
    },
  },
};
