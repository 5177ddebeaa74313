import { Script } from 'node:vm';

/** What a name may look like: words of lower-case letters and digits, joined by hyphens. */
const kebab = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

export const isKebab = (name) => kebab.test(name);

const upperFirst = (word) => word.charAt(0).toUpperCase() + word.slice(1);

/** The ways in which a name is written in code. `acme-web`: acmeWeb, AcmeWeb, ACME_WEB, Acme web. */
export function spell(name) {
  const words = name.split('-');
  const pascal = words.map(upperFirst).join('');
  return {
    kebab: name,
    camel: pascal.charAt(0).toLowerCase() + pascal.slice(1),
    Pascal: pascal,
    CONSTANT: words.join('_').toUpperCase(),
    Title: upperFirst(words.join(' ')),
  };
}

/** Whether something may be declared under this name in a module. Only compiled, never run. */
export function isFreeIdentifier(name) {
  try {
    return new Script(`'use strict'; async function* declare() { const ${name} = 0; }`) !== null;
  } catch {
    return false;
  }
}
