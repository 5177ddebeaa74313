import type { Person } from './chat.ts';
import { el, isWide, put } from './dom.ts';

const personas = new Map<string, Person>([
  ['john', { name: 'John Doe', email: 'john@company.com', phone: '555-1234' }],
  ['stranger', { name: 'Eve Stranger', email: 'eve@nowhere.example', phone: '' }],
]);
const nobody: Person = { name: '', email: '', phone: '' };

const form = el('visitor', HTMLFormElement);
const box = el('who', HTMLDetailsElement);
const fields = {
  name: el('visitor-name', HTMLInputElement),
  email: el('visitor-email', HTMLInputElement),
  phone: el('visitor-phone', HTMLInputElement),
};

/** Who writes, as the form says. */
export const visitor = (): Person => ({
  name: fields.name.value.trim(),
  email: fields.email.value.trim(),
  phone: fields.phone.value.trim(),
});

/** Fills the form with John Doe and keeps name and choice in step; `begin` runs when the person wants a new conversation. */
export function openForm(begin: () => void): void {
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    showName(visitor().name || 'somebody');
    fold();
    begin();
  });
  form.addEventListener('change', ({ target }) => {
    if (target instanceof HTMLInputElement && target.name === 'persona') choose(target.value);
  });
  for (const field of Object.values(fields))
    field.addEventListener('input', () => {
      markPersona('own');
      showName(visitor().name || 'somebody else');
    });
  fold();
  choose('john');
  markPersona('john');
}

function choose(value: string): void {
  const person = personas.get(value);
  fill(person ?? nobody);
  if (person !== undefined) return;
  showName('somebody else');
  fields.name.focus();
}

function fill({ name, email, phone }: Person): void {
  fields.name.value = name;
  fields.email.value = email;
  fields.phone.value = phone;
  showName(name);
}

function markPersona(value: string): void {
  const choice = form.elements.namedItem('persona');
  if (choice instanceof RadioNodeList) choice.value = value;
}

const showName = (name: string): void => put(el('who-name'), name);

/** Where there is little room the form is folded, and the chat is seen. */
function fold(): void {
  if (!isWide()) box.open = false;
}
