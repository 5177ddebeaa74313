import { addElement, addImport, addLine, addMember } from './edit.mjs';
import { lockWorkspace } from './lock-file.mjs';
import { isFreeIdentifier, spell } from './names.mjs';
import { Refusal } from './refusal.mjs';

const vendorFolder = 'packages/gateway/src/vendors';
const stepFolder = 'packages/core/src/workflow/steps';
const effectFolder = 'packages/core/src/effects';
const gateway = 'packages/gateway';

/**
 * What `npm run new` can make. `summary`: what it is, for the help. `isOfVendor`: the vendor has to be named and to be there. `make` plans
 * the files in a tree and returns where its tests are.
 */
export const kinds = {
  desk: {
    summary: 'humans who answer at a vendor, and the webhook that tells what they do',
    isOfVendor: true,
    make: (tree, name, { vendor }) => makePart(tree, { kind: 'desk', name, vendor }),
  },
  channel: {
    summary: 'a place where customers write, and the webhook that brings their words',
    isOfVendor: true,
    make: (tree, name, { vendor }) => makePart(tree, { kind: 'channel', name, vendor }),
  },
  'ticket-system': {
    summary: 'where follow-up work is recorded',
    isOfVendor: true,
    make: (tree, name, { vendor }) => makePart(tree, { kind: 'ticket-system', name, vendor }),
  },
  step: { summary: 'a kind of workflow step', isOfVendor: false, make: makeStep },
  effect: { summary: 'a kind of thing to do in the outside world', isOfVendor: false, make: makeEffect },
  workflow: { summary: 'a workflow with its scenarios', isOfVendor: false, make: makeWorkflow },
  vendor: {
    summary: 'client, emulator, integration and settings of a vendor, with its first desk, channel or ticket system',
    isOfVendor: false,
    make: makeVendor,
  },
};

/** The kinds that a vendor can be for us. */
export const partKinds = Object.keys(kinds).filter((kind) => kinds[kind].isOfVendor);

export const listVendors = (tree) =>
  tree
    .list(vendorFolder)
    .filter((file) => /\w+: Vendor = /.test(tree.read(`${vendorFolder}/${file}`)))
    .map((file) => file.replace('.ts', ''));

const portNames = { desk: 'Desk', channel: 'Channel', 'ticket-system': 'TicketSystem' };
const partNames = { desk: 'desk', channel: 'channel', 'ticket-system': 'tickets' };

/**
 * One thing that a vendor can be for us: files of its own, a line in the integration's index and a part in the vendor's wiring. A vendor whose
 * wiring has a function `connect` has one client, which the new one gets; else its author chooses among the vendor's clients.
 */
function makePart(tree, { kind, name, vendor }) {
  const wiring = `${vendorFolder}/${vendor}.ts`;
  const own = spell(name);
  const of = spell(vendor);
  refuseTaken(tree, { kind, name });
  const hasClient = /^function connect\(/m.test(tree.read(wiring));
  const group = name === vendor ? of : own;
  const tokens = { ...own, ...prefixed('vendor', of), group: `${group.camel}Settings`, groupConstant: group.CONSTANT };
  tree.makeFrom(`${kind}/part`, tokens);
  tree.makeFrom(`${kind}/${hasClient ? 'with-client' : 'without-client'}`, tokens);
  if (name !== vendor) {
    tree.makeFrom(`${kind}/settings`, tokens);
    tree.edit(wiring, (text) =>
      addImport(addElement(text, { of: 'groups', element: tokens.group }), {
        name: tokens.group,
        from: `../config/groups/${name}.ts`,
      }),
    );
  }
  const exported = listExports(kind, own);
  tree.edit(`integrations/${vendor}/src/index.ts`, (text) =>
    exported.reduce((lines, { names, from }) => addLine(lines, `export { ${names} } from './${from}.ts';`), text),
  );
  tree.edit(wiring, (text) => {
    const parts = listParts(kind, { own, tokens, hasClient });
    const made = exported.map(({ names }) => ({ name: names.split(',')[0], from: `@baton/integration-${vendor}` }));
    const imported = made.reduce(addImport, text);
    return parts.reduce((whole, element) => addElement(whole, { of: 'parts', element }), imported);
  });
  return [`integrations/${vendor}/src/${name}`];
}

const prefixed = (prefix, spelled) =>
  Object.fromEntries(
    Object.entries(spelled).map(([form, text]) => [
      form === 'kebab' ? prefix : `${prefix}${form.charAt(0).toUpperCase()}${form.slice(1)}`,
      text,
    ]),
  );

function listExports(kind, { kebab, Pascal }) {
  const port = portNames[kind];
  const inbound = { names: `create${Pascal}Inbound, type ${Pascal}Secrets`, from: `${kebab}-inbound` };
  return [
    { names: `create${Pascal}${port}`, from: `${kebab}-${kind}` },
    ...(kind === 'ticket-system' ? [] : [inbound]),
  ];
}

/** The parts as they are written into the vendor's wiring. */
function listParts(kind, { own, tokens, hasClient }) {
  const { kebab, Pascal } = own;
  const options = hasClient ? '{ client: connect(configuration, tools) }' : '';
  const call = `create${Pascal}${portNames[kind]}(${options})`;
  const make = hasClient ? `(configuration, tools) => ${call}` : `() => ${call}`;
  const vendorGroup = `${tokens.vendorCamel}Settings`;
  const needs = hasClient && tokens.group !== vendorGroup ? `${tokens.group}, ${vendorGroup}` : tokens.group;
  const port = `{ kind: '${partNames[kind]}', name: '${kebab}', needs: [${needs}], make: ${make} }`;
  if (kind === 'ticket-system') return [port];
  const secret = `${tokens.groupConstant}_WEBHOOK_SECRET`;
  const inbound = `{
    kind: 'inbound',
    name: '${kebab}',
    needs: [${tokens.group}],
    proofs: ['${secret}'],
    make: (configuration) =>
      create${Pascal}Inbound({ secret: configuration.require(${tokens.group}).${secret} }),
  }`;
  return [port, inbound];
}

/** Desks, channels and ticket systems are addressed by their names, whichever vendor they belong to. */
function refuseTaken(tree, { kind, name }) {
  for (const vendor of listVendors(tree)) {
    const text = tree.read(`${vendorFolder}/${vendor}.ts`);
    if (new RegExp(`kind: '(${partNames[kind]}|inbound)',\\s*name: '${name}'`).test(text))
      throw new Refusal(
        `There is a ${kind} or a way in called "${name}" in ${vendorFolder}/${vendor}.ts. Choose another name.`,
      );
  }
}

function makeStep(tree, name) {
  const own = spellIdentifier(name);
  tree.makeFrom('step', own);
  tree.edit(`${stepFolder}/registry.ts`, (text) =>
    addImport(addMember(text, { of: 'stepKinds', key: name, value: own.camel }), {
      name: own.camel,
      from: `./${name}.ts`,
    }),
  );
  return [`${stepFolder}/${name}`];
}

function makeEffect(tree, name) {
  const own = spellIdentifier(name);
  tree.makeFrom('effect', own);
  tree.edit(`${effectFolder}/effects.ts`, (text) =>
    addImport(addMember(text, { of: 'effectDefinitions', key: name, value: own.camel }), {
      name: own.camel,
      from: `./${name}.ts`,
    }),
  );
  return [`${gateway}/src/performers`];
}

function makeWorkflow(tree, name) {
  tree.makeFrom('workflow', { ...spell(name), words: name.replaceAll('-', ' ') });
  return ['packages/core/src/workflow/workflows'];
}

/** Everything of a vendor, and the first thing that it is for us. */
function makeVendor(tree, name, { first }) {
  const own = spellIdentifier(name);
  tree.makeFrom('vendor/always', own);
  tree.makeFrom(`vendor/${first === 'ticket-system' ? 'without-webhook' : 'with-webhook'}`, own);
  const packages = [`@baton/client-${name}`, `@baton/integration-${name}`];
  const folders = [`clients/${name}`, `integrations/${name}`];
  tree.editJson(`${gateway}/package.json`, (manifest) => ({
    ...manifest,
    dependencies: sortKeys({
      ...manifest.dependencies,
      ...Object.fromEntries(packages.map((each) => [each, '0.1.0'])),
    }),
  }));
  tree.editJson(`${gateway}/tsconfig.json`, (config) => ({
    ...config,
    references: [...config.references, ...folders.map((folder) => ({ path: `../../${folder}` }))],
  }));
  tree.edit(`${vendorFolder}/vendors.ts`, (text) =>
    addImport(addElement(text, { of: 'vendors', element: own.camel, isBeforeLast: true }), {
      name: own.camel,
      from: `./${name}.ts`,
    }),
  );
  makePart(tree, { kind: first, name, vendor: name });
  for (const folder of [...folders, `emulators/${name}`, gateway]) lockWorkspace(tree, folder);
  return [`integrations/${name}`];
}

const sortKeys = (members) =>
  Object.fromEntries(Object.entries(members).sort(([left], [right]) => left.localeCompare(right, 'en')));

/** For what is declared under its own name. */
function spellIdentifier(name) {
  const own = spell(name);
  if (!isFreeIdentifier(own.camel)) throw new Refusal(`"${own.camel}" is a word of the language. Choose another name.`);
  return own;
}
