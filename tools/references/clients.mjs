import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { root } from '../prepare.mjs';

/*
 * The reference of the clients, from their sources: each client with its methods, then the other functions and the types.
 * Run by itself it prints the methods as JSON.
 */
export const path = 'docs/reference/clients.md';
const packages = [
  { name: '@baton/client-zoho', entry: `${root}clients/zoho/src/index.ts` },
  { name: '@baton/client-hubspot', entry: `${root}clients/hubspot/src/index.ts` },
  { name: '@baton/client-webhooks', entry: `${root}clients/webhooks/src/index.ts` },
  { name: '@baton/http-kit', entry: `${root}packages/http-kit/src/index.ts` },
];
/** The names that the examples give to what the factories make. */
const instances = {
  createSalesIqClient: { instance: 'salesiq', result: 'SalesIqClient' },
  createDeskClient: { instance: 'desk', result: 'DeskClient' },
  createCrmClient: { instance: 'crm', result: 'CrmClient' },
  createHubSpotClient: { instance: 'hubspot', result: 'HubSpotClient' },
  createHubSpotOAuth: { instance: 'oauth', result: 'HubSpotOAuth' },
  createAccountsClient: { instance: 'accounts', result: 'AccountsClient' },
};

const { config } = ts.readConfigFile(`${root}tsconfig.base.json`, ts.sys.readFile);
const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, root);
const program = ts.createProgram(
  packages.map(({ entry }) => entry),
  { ...options, noEmit: true, allowImportingTsExtensions: true, rewriteRelativeImportExtensions: false },
);
const checker = program.getTypeChecker();
const flags = ts.TypeFormatFlags.NoTruncation | ts.TypeFormatFlags.UseAliasDefinedOutsideCurrentScope;

const textOf = (parts) => ts.displayPartsToString(parts).replace(/\s+/g, ' ').trim();

function docsOf(symbol) {
  const tags = symbol.getJsDocTags(checker);
  const named = (name) =>
    tags.filter((tag) => tag.name === name).map((tag) => ts.displayPartsToString(tag.text).trim());
  return {
    text: textOf(symbol.getDocumentationComment(checker)),
    throws: named('throws').map((text) => text.replace(/\s+/g, ' ')),
    example: named('example')[0] ?? null,
  };
}

/** A signature as one reads it: parameters with their types, and what comes back. */
function signatureOf(type, place) {
  const [signature] = type.getCallSignatures();
  if (signature === undefined) return null;
  const parameters = signature.parameters.map((parameter) => {
    const declaration = parameter.valueDeclaration;
    const typeText =
      declaration?.type?.getText() ??
      checker.typeToString(checker.getTypeOfSymbolAtLocation(parameter, place), place, flags);
    const isOptional = declaration?.questionToken !== undefined || declaration?.initializer !== undefined;
    const name =
      declaration !== undefined && ts.isIdentifier(declaration.name)
        ? parameter.name
        : declaration?.initializer
          ? 'more'
          : 'given';
    return `${name}${isOptional ? '?' : ''}: ${typeText.replace(/\/\*\*[\s\S]*?\*\//g, '').replace(/\s+/g, ' ')}`;
  });
  const result = checker.typeToString(signature.getReturnType(), place, flags);
  return { parameters, result };
}

/** All methods of what a factory returns, those of its resources as `resource.method`. */
function methodsOf(factory, place) {
  const [signature] = checker.getTypeOfSymbolAtLocation(factory, place).getCallSignatures();
  const members = (type, prefix) =>
    checker.getPropertiesOfType(type).flatMap((property) => {
      const memberType = checker.getTypeOfSymbolAtLocation(property, place);
      const call = signatureOf(memberType, place);
      if (call !== null) return [{ name: `${prefix}${property.name}`, ...call, ...docsOf(property) }];
      return memberType.flags & ts.TypeFlags.Object && prefix === '' ? members(memberType, `${property.name}.`) : [];
    });
  return members(signature.getReturnType(), '');
}

function readPackage({ name, entry }) {
  const file = program.getSourceFile(entry);
  const symbols = checker
    .getExportsOfModule(checker.getSymbolAtLocation(file))
    .map((symbol) => (symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol));
  const functions = symbols.filter((symbol) => symbol.flags & (ts.SymbolFlags.Function | ts.SymbolFlags.Variable));
  return {
    name,
    functions: functions.map((symbol) => ({
      name: symbol.name,
      ...(signatureOf(checker.getTypeOfSymbolAtLocation(symbol, file), file) ?? { parameters: null, result: null }),
      ...docsOf(symbol),
      instance: null,
      ...instances[symbol.name],
      methods: symbol.name in instances ? methodsOf(symbol, file) : [],
    })),
  };
}

/** Every type that is declared for others in a file of the clients or of what they stand on, as its source. */
function declaredTypes() {
  const found = new Map();
  for (const file of program.getSourceFiles()) {
    if (!/\/(?:clients|http-kit)\//.test(file.fileName)) continue;
    for (const statement of file.statements) {
      const isType = ts.isTypeAliasDeclaration(statement) || ts.isClassDeclaration(statement);
      if (isType && statement.name !== undefined && !found.has(statement.name.text))
        found.set(statement.name.text, statement);
    }
  }
  return found;
}

/** A class is shown by its members, for nobody needs what is in them. */
function sourceOf(statement) {
  const text = statement.getText().replace(/^export /, '');
  if (!ts.isClassDeclaration(statement)) return text;
  const members = statement.members.filter(ts.isPropertyDeclaration).map((member) => `  ${member.getText()}`);
  return `class ${statement.name.text} extends Error {\n${members.join('\n')}\n}`;
}

/** The types that the signatures name, and those that these name in turn. */
function typesIn(texts) {
  const declared = declaredTypes();
  const sources = new Map([['ClientError', sourceOf(declared.get('ClientError'))]]);
  const queue = [...texts, ...sources.values()];
  for (let text = queue.pop(); text !== undefined; text = queue.pop())
    for (const [name] of text.matchAll(/\b[A-Z]\w+/g)) {
      const statement = declared.get(name);
      if (statement === undefined || sources.has(name) || name.endsWith('Client')) continue;
      const source = sourceOf(statement);
      sources.set(name, source);
      queue.push(source);
    }
  return [...sources].sort(([left], [right]) => (left < right ? -1 : 1)).map(([, source]) => source);
}

/** What a reader must find with each method; the build fails without. */
function problemsOf({ name, text, example, result }) {
  if (!/^(?:Promise|Pages)</.test(result)) return [];
  return [
    ...(/§/.test(text) ? [] : [`${name} names no section of a contract`]),
    ...(/\b(?:scope|token)/i.test(text) ? [] : [`${name} names no scope`]),
    ...(/\b(?:read|idempotent|unsafe)\b/.test(text) ? [] : [`${name} names no retry class`]),
    ...(example === null ? [`${name} has no example`] : []),
  ];
}

const all = packages.map(readPackage);

const code = (text) => ['```ts', text, '```'];
const paragraph = ({ text, throws, example }) => [
  ...(text === '' ? [] : [text, '']),
  ...(throws.length === 0 ? [] : [`Throws ${throws.join('; ')}.`.replace(/\.\.$/, '.'), '']),
  ...(example === null ? [] : [...code(example), '']),
];
const heading = (level, name, { parameters, result }) =>
  parameters === null
    ? [`${'#'.repeat(level)} \`${name}\``, '']
    : [
        `${'#'.repeat(level)} \`${name}\``,
        '',
        ...code(`${name.split('.').at(-1)}(${parameters.join(', ')}): ${result}`),
        '',
      ];

/** @throws when a method lacks something that a reader must find with it */
export function render() {
  if (problems.length > 0) throw new Error(problems.join('\n'));
  const lines = [
    '# Reference of the clients',
    '',
    'Generated by `npm run docs` from the sources of `clients/` and `packages/http-kit`. How to begin: [the guide](../guides/clients.md). Sections (§) are those of the',
    '[contracts](../contracts/). *Retry* says when a call is sent again by itself: `read` and `idempotent` after any passing failure, `unsafe` only',
    'when the vendor was certainly not reached or refused because of its limits.',
    '',
  ];
  for (const { name, functions } of all) {
    lines.push(`## ${name}`, '');
    for (const entry of functions) {
      lines.push(...heading(3, entry.name, entry), ...paragraph(entry));
      for (const method of entry.methods)
        lines.push(...heading(4, `${entry.instance}.${method.name}`, method), ...paragraph(method));
    }
  }
  const signatures = all
    .flatMap(({ functions }) => functions.flatMap((entry) => [entry, ...entry.methods]))
    .map(({ parameters, result }) => `${parameters?.join(' ') ?? ''} ${result ?? ''}`);
  lines.push('## Types', '');
  for (const source of typesIn(signatures)) lines.push(...code(source), '');
  return `${lines.join('\n').trimEnd()}\n`;
}

const methods = all.flatMap(({ functions }) =>
  functions.flatMap(({ instance, methods: found }) => found.map((method) => ({ instance, ...method }))),
);
const problems = [
  ...methods.flatMap((method) => problemsOf({ ...method, name: `${method.instance}.${method.name}` })),
  ...all.flatMap(({ functions }) =>
    functions.filter(({ text }) => text === '').map(({ name }) => `${name} says nothing`),
  ),
];
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const functions = all.flatMap(({ name, functions: found }) => found.map((entry) => ({ from: name, ...entry })));
  process.stdout.write(JSON.stringify({ methods, functions }));
}
