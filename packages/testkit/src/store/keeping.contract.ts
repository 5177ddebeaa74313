import { randomUUID } from 'node:crypto';
import type { Store } from '@baton/store';
import { expect, it } from 'vitest';
import { newDelivery, organisation } from './support.ts';

export function describeKeeping(store: () => Store): void {
  it('keeps every version of a workflow once', async () => {
    const name = `workflow-${randomUUID()}`;
    for (const version of ['a', 'b', 'a'])
      await store().workflows.keep({ organisation, name, version, content: { of: version } });
    const kept = (await store().workflows.list(organisation)).filter((workflow) => workflow.name === name);
    expect(kept).toEqual([
      { organisation, name, version: 'a', content: { of: 'a' } },
      { organisation, name, version: 'b', content: { of: 'b' } },
    ]);
  });

  it('keeps every version of the settings once, for its organisation', async () => {
    const [one, two] = [`settings-${randomUUID()}`, `settings-${randomUUID()}`];
    for (const version of [one, two, one])
      await store().settings.keep({ organisation, version, content: { locale: 'de', chain: [version] } });
    const kept = (await store().settings.list(organisation)).filter(
      ({ version }) => version === one || version === two,
    );
    expect(kept).toEqual(
      [one, two].map((version) => ({ organisation, version, content: { locale: 'de', chain: [version] } })),
    );
    expect((await store().settings.list('another')).filter(({ version }) => version === one)).toEqual([]);
  });

  it('keeps secrets by name', async () => {
    const name = { organisation, name: randomUUID() };
    expect(await store().secrets.get(name)).toBeNull();
    await store().secrets.set(name, Buffer.from('one'));
    await store().secrets.set(name, Buffer.from('two'));
    expect(Buffer.from((await store().secrets.get(name)) ?? []).toString()).toBe('two');
  });

  it('gives no organisation the secrets or workflows of another', async () => {
    const name = randomUUID();
    await store().secrets.set({ organisation, name }, Buffer.from('one'));
    await store().workflows.keep({ organisation, name, version: 'a', content: {} });
    expect(await store().secrets.get({ organisation: 'another', name })).toBeNull();
    expect((await store().workflows.list('another')).filter((workflow) => workflow.name === name)).toEqual([]);
  });

  it('lets one at a time hold a named lock, and frees it when the work fails', async () => {
    const name = { organisation, name: randomUUID() };
    let inside = 0;
    let most = 0;
    const work = async (): Promise<void> => {
      inside += 1;
      most = Math.max(most, inside);
      await new Promise((resolve) => setImmediate(resolve));
      inside -= 1;
      throw new RangeError('planned');
    };
    const results = await Promise.allSettled(Array.from({ length: 5 }, () => store().secrets.withLock(name, work)));
    expect(results.every(({ status }) => status === 'rejected')).toBe(true);
    expect(most).toBe(1);
  });

  it('finds everything that is sealed page by page, and changes it only while it is as it was found', async () => {
    const name = { organisation, name: randomUUID() };
    await store().secrets.set(name, Buffer.from(`secret ${name.name}`));
    const { id: delivery } = await store().inbox.add(
      newDelivery(randomUUID(), { body: Buffer.from(`body ${name.name}`) }),
    );
    const readAll = async (kind: 'secret' | 'delivery') => {
      const all = new Map<string, string>();
      let after: string | null = null;
      for (;;) {
        const page = await store().sealed.list(kind, { after, limit: 1 });
        const [found] = page;
        if (found === undefined) return all;
        after = found.id;
        all.set(Buffer.from(found.value).toString(), found.id);
      }
    };
    for (const kind of ['secret', 'delivery'] as const) {
      const words = kind === 'secret' ? `secret ${name.name}` : `body ${name.name}`;
      const id = (await readAll(kind)).get(words) ?? '';
      const change = { from: Buffer.from(words), to: Buffer.from(`new ${words}`) };
      expect(await store().sealed.replace(kind, id, change)).toBe(true);
      expect(await store().sealed.replace(kind, id, change)).toBe(false);
      expect((await readAll(kind)).get(`new ${words}`)).toBe(id);
      await store().sealed.discard(kind, id, 'unreadable');
      expect((await readAll(kind)).has(`new ${words}`)).toBe(false);
    }
    expect(await store().secrets.get(name)).toBeNull();
    expect(await store().inbox.get(delivery)).toMatchObject({ status: 'rejected', body: null });
  });
}
