import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../../..', import.meta.url));

/** Where the bot speaks. The compiler asks for the brand of the catalogue there; this finds what goes around it. */
const places = [
  'packages/core/src/conversation',
  'packages/core/src/effects',
  'packages/core/src/workflow/steps',
  'packages/core/src/workflow/advance.ts',
  'packages/gateway/src/engine',
  'packages/gateway/src/performers',
];

/** Sentences that only operators of the gateway read, in logs and in the store. */
const notForCustomers = new Set([
  'the leg is over',
  'the leg is no longer known',
  'the lease is lost',
  'a human has taken the word',
  'The database refuses to be written to.',
]);

const sourcesOf = (place: string): string[] =>
  place.endsWith('.ts')
    ? [place]
    : readdirSync(join(root, place), { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith('.ts') && !/(?:\.test\.ts|(?:^|\/)testing\/)/.test(name))
        .map((name) => join(place, name));

/** Three words in a row, or a word with a capital that is shown as it is, such as a button's. */
const isSpoken = (text: string): boolean =>
  /\p{L}{2,} [\p{L}'’]+ [\p{L}'’]+/u.test(text) || /^\p{Lu}\p{Ll}+$/u.test(text);

function wordsOf(node: ts.Node): string | null {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (!ts.isTemplateExpression(node)) return null;
  return [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)].join('…');
}

/** What is spoken in a source, but for the messages of errors, zod's descriptions and what is said nowhere. */
function findSpoken(source: ts.SourceFile): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isNewExpression(node) && /Error$/.test(node.expression.getText(source))) return;
    if (ts.isCallExpression(node) && /\.(?:refine|meta|describe)$/.test(node.expression.getText(source))) return;
    const words = wordsOf(node);
    if (words !== null && isSpoken(words) && !notForCustomers.has(words)) {
      const { line } = source.getLineAndCharacterOfPosition(node.getStart(source));
      found.push(`${relative(root, source.fileName)}:${line + 1} ${words}`);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

const read = (path: string): ts.SourceFile =>
  ts.createSourceFile(join(root, path), readFileSync(join(root, path), 'utf8'), ts.ScriptTarget.Latest, true);

it('says nothing to customers, agents or the team that is not in the catalogue', () => {
  const sources = places.flatMap(sourcesOf);
  expect(sources.length).toBeGreaterThan(50);
  expect(sources.flatMap((path) => findSpoken(read(path)))).toEqual([]);
});

it('takes no literal for words that somebody wrote', () => {
  const all = ['packages', 'integrations', 'apps'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\/src\/.*\.ts$/.test(name) && !/node_modules|\.test\.ts|\/testing\/|\/dist\//.test(name))
      .map((name) => join(folder, name)),
  );
  const misused = all.filter((path) => /authoredText\(\s*['"`]/.test(readFileSync(join(root, path), 'utf8')));
  expect(misused).toEqual([]);
});

it.each([
  ["turn.say('Please wait a moment.')", 1],
  [`tools.say(\`Hello \${name}, here you are again.\`)`, 1],
  ["tools.say(text, ['Yes'])", 1],
  ["throw new AppError('internal', 'This is for operators only.')", 0],
  ["z.string().refine(isPattern, 'is no regular expression')", 0],
  ["turn.say(turn.text('did-it-work'))", 0],
])('finds in %j what is spoken: %i', (code, count) => {
  const source = ts.createSourceFile('example.ts', code, ts.ScriptTarget.Latest, true);
  expect(findSpoken(source)).toHaveLength(count);
});
