import { createRequire } from 'node:module';

/*
 * Changes to source files at places that the compiler's parser finds, so that no file needs a mark for its scaffold. Format and order of
 * imports are left to the formatter, which runs afterwards.
 */

const require = createRequire(import.meta.url);
/** Loaded when the first file is changed: it takes half a second. */
const compiler = () => require('typescript');

const parse = (text) => compiler().createSourceFile('file.ts', text, compiler().ScriptTarget.Latest, true);

function find(node, test) {
  if (test(node)) return node;
  return compiler().forEachChild(node, (child) => find(child, test));
}

/** @throws Error when the file has another shape than the scaffold knows */
function mustFind(text, what, test) {
  const found = find(parse(text), test);
  if (found === undefined) throw new Error(`The scaffold does not find ${what}. Correct tools/scaffold/edit.mjs.`);
  return found;
}

const insertAt = (text, position, inserted) => text.slice(0, position) + inserted + text.slice(position);

/** `import { name } from 'from'`, in one statement with what is imported from there already. */
export function addImport(text, { name, from }) {
  const statements = parse(text).statements.filter(compiler().isImportDeclaration);
  const same = statements.find(
    ({ moduleSpecifier, importClause }) =>
      moduleSpecifier.text === from && importClause?.namedBindings?.elements && !importClause.isTypeOnly,
  );
  if (same === undefined) {
    const position = statements.at(-1)?.getEnd() ?? 0;
    return insertAt(
      text,
      position,
      `${position === 0 ? '' : '\n'}import { ${name} } from '${from}';${position === 0 ? '\n' : ''}`,
    );
  }
  const { elements } = same.importClause.namedBindings;
  if (elements.some((element) => element.name.text === name)) return text;
  return insertAt(text, elements.at(-1)?.getEnd() ?? 0, `, ${name}`);
}

/** One more line at the end of a file of exports. */
export const addLine = (text, line) => `${text.trimEnd()}\n${line}\n`.trimStart();

/** One more element of the array that a property or a variable has. `isBeforeLast`: its last element stays the last. */
export function addElement(text, { of, element, isBeforeLast = false }) {
  const array = mustFind(
    text,
    `the list "${of}"`,
    (node) =>
      (compiler().isPropertyAssignment(node) || compiler().isVariableDeclaration(node)) &&
      node.name.getText() === of &&
      node.initializer !== undefined &&
      compiler().isArrayLiteralExpression(node.initializer),
  ).initializer;
  const { elements } = array;
  const last = elements.at(-1);
  if (isBeforeLast && last !== undefined) return insertAt(text, last.getStart(), `${element}, `);
  const position = last?.getEnd() ?? array.getEnd() - 1;
  return insertAt(text, position, last === undefined ? element : `, ${element}`);
}

/** One more member of the object that a variable has, or that is handed to the function that makes it; in order of the names when it is. */
export function addMember(text, { of, key, value }) {
  const variable = mustFind(
    text,
    `"${of}"`,
    (node) => compiler().isVariableDeclaration(node) && node.name.getText() === of,
  );
  const { properties } = find(variable, compiler().isObjectLiteralExpression) ?? { properties: [] };
  const keys = properties.map(({ name }) => name.text);
  const isSorted = keys.every((each, index) => index === 0 || (keys[index - 1] ?? '') < each);
  const after = isSorted ? properties.findLast(({ name }) => name.text < key) : properties.at(-1);
  const member = key === value ? value : `'${key}': ${value}`;
  if (after !== undefined) return insertAt(text, after.getEnd(), `, ${member}`);
  return insertAt(text, properties[0].getStart(), `${member}, `);
}
