import { expect, it } from 'vitest';
import { guardPorts, LeaseLost } from './lease.ts';
import { wrapMethods } from './wrap-methods.ts';

class Room {
  readonly #name = 'first';
  open(): Promise<string> {
    return Promise.resolve(this.#name);
  }
}

const ports = () => ({
  tickets: { create: (title: string) => Promise.resolve(title), notesMax: 5 },
  desks: { salesiq: new Room(), hubspot: { open: () => Promise.resolve('second') } },
});

it('passes every method on, with its path, however deep it lies', async () => {
  const names: string[] = [];
  const wrapped = wrapMethods(ports(), ({ name, proceed }) => {
    names.push(name);
    return proceed();
  });
  expect(await wrapped.tickets.create('a')).toBe('a');
  expect(wrapped.tickets.notesMax).toBe(5);
  expect(await wrapped.desks.salesiq.open()).toBe('first');
  expect(await wrapped.desks.hubspot.open()).toBe('second');
  expect(names).toEqual(['tickets.create', 'desks.salesiq.open', 'desks.hubspot.open']);
});

it('refuses a call at any desk once the lease is lost', () => {
  let isLost = false;
  const guarded = guardPorts(ports(), () => isLost);
  expect(() => guarded.desks.hubspot.open()).not.toThrow();
  isLost = true;
  expect(() => guarded.desks.hubspot.open()).toThrow(LeaseLost);
  expect(() => guarded.tickets.create('a')).toThrow(LeaseLost);
});
