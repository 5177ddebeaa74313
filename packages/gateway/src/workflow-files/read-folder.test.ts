import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readScenarioFiles, readWorkflows } from './read-folder.ts';

const workflow = `name: cat
title: My cat
triggers: { phrases: [my cat], all: [] }
start: name
steps:
  - id: name
    kind: ask
    slot: name
    text: What is its name?
    explain: Its name, please.
    next: done
  - { id: done, kind: end, outcome: solved, text: "Hello {{name}}." }
`;
const scenario = `workflow: cat
scenarios:
  - name: named
    customer: { name: Ann, email: null }
    steps:
      - start: my cat
      - answer: Tom
        says: Hello Tom
`;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'baton-workflows-'));
});
afterEach(() => rmSync(folder, { recursive: true }));
const write = (name: string, text: string): void => writeFileSync(join(folder, name), text);

/** What is wrong, without the folder and without the fixes. */
async function listProblems(): Promise<string[]> {
  const { problems } = await readWorkflows(folder);
  for (const { fix } of problems) expect(fix).toMatch(/\.$/);
  return problems.map(({ name, problem }) => `${name.slice(folder.length + 1)} ${problem}`);
}

it('reads a sound workflow and its scenarios', async () => {
  write('cat.yaml', workflow);
  write('cat.scenario.yaml', scenario);
  write('AGENTS.md', '# notes');
  const { workflows, problems } = await readWorkflows(folder);
  expect(workflows.map(({ name }) => name)).toEqual(['cat']);
  const { files, problems: others } = await readScenarioFiles(folder, workflows);
  expect(files.map(({ workflow: subject }) => subject)).toEqual(['cat']);
  expect(files[0]?.locate(['scenarios', 0, 'steps', 1, 'says'])).toEqual({ line: 8, column: 15 });
  expect([...problems, ...others]).toEqual([]);
});

it('takes a file for a new version when, and only when, its content has changed', async () => {
  const readVersion = async (text: string): Promise<string | undefined> => {
    write('cat.yaml', text);
    return (await readWorkflows(folder)).workflows[0]?.version;
  };
  const version = await readVersion(workflow);
  // Runs that are under way name this hash: another one would send each of them to a human.
  expect(version).toBe('684b1d674d68bbb6');
  expect(await readVersion(`# a remark\n${workflow}`)).toBe(version);
  expect(await readVersion(workflow.replace('its name', 'his name'))).not.toBe(version);
});

describe('what is wrong', () => {
  it.each([
    ['title: My cat', 'title: "My cat', /^cat\.yaml:\d+:\d+ is not YAML: Missing closing "quote/],
    ['title: My cat', 'title: My cat\ntitle: Mine', /^cat\.yaml:3:1 is not YAML: .*unique/],
    ['title: My cat\n', '', /^cat\.yaml:1:1 "title" is missing\.$/],
    ['    next: done', '    nxt: done', /^cat\.yaml:6:5 "next" is missing\.$/],
    ['kind: ask', 'kind: aks', /^cat\.yaml:7:11 "kind" must be one of say, ask/],
    ['next: done', 'next: gone', /^cat\.yaml:11:11 step "gone" does not exist\.$/],
    ['start: name', 'start: nmae', /^cat\.yaml:4:8 step "nmae" does not exist\.$/],
    ['{{name}}', '{{nmae}}', /^cat\.yaml:12:51 no step sets the slot "nmae"\.$/],
    ['name: cat', 'name: dog', /^cat\.yaml:1:7 the workflow is called "dog", its file "cat"\.$/],
  ])('in "%s" -> "%s" is told with line and column', async (before, after, expected) => {
    write('cat.yaml', workflow.replace(before, after));
    expect((await listProblems())[0]).toMatch(expected);
  });

  it('in what an anchor stands for is found where it was written', async () => {
    write('cat.yaml', workflow.replace('- id: name', '- &asked\n    id: name').replace('next: done', 'next: gone'));
    expect(await listProblems()).toEqual(['cat.yaml:12:11 step "gone" does not exist.']);
  });

  it('in several files is told at once', async () => {
    write('cat.yaml', workflow.replace('next: done', 'next: gone'));
    write('dog.yaml', 'name: [');
    expect(await listProblems()).toEqual([
      'cat.yaml:11:11 step "gone" does not exist.',
      expect.stringMatching(/^dog\.yaml:\d+:\d+ is not YAML/),
    ]);
  });

  it('with the folder: it cannot be read, or has no workflow', async () => {
    expect((await readWorkflows(join(folder, 'nowhere'))).problems).toMatchObject([
      { name: join(folder, 'nowhere'), fix: expect.stringContaining('BATON_WORKFLOWS_DIR') },
    ]);
    write('cat.scenario.yaml', scenario);
    expect((await readWorkflows(folder)).problems).toMatchObject([
      { name: folder, problem: 'There is no workflow in this folder.' },
    ]);
  });

  it('with the ending of a file that would be overlooked', async () => {
    write('cat.yaml', workflow);
    write('dog.yml', workflow);
    expect(await listProblems()).toEqual(['dog.yml is not read, because its name ends in .yml.']);
  });
});

describe('a file of scenarios', () => {
  const listScenarioProblems = async (text: string, name = 'cat.scenario.yaml'): Promise<string[]> => {
    write('cat.yaml', workflow);
    write(name, text);
    const { workflows } = await readWorkflows(folder);
    const { problems } = await readScenarioFiles(folder, workflows);
    return problems.map((problem) => `${problem.name.slice(folder.length + 1)} ${problem.problem}`);
  };

  it.each([
    ['start: my cat', 'begin: my cat', /^cat\.scenario\.yaml:6:16 "begin" has no meaning here\.$/],
    ['answer: Tom', 'answer: Tom\n        back: true', /^cat\.scenario\.yaml:7:9 .*one of start, answer, back/],
    ['workflow: cat', 'workflow: dog', /^cat\.scenario\.yaml:1:11 the scenarios are about "dog"/],
  ])('with "%s" -> "%s" is refused with line and column', async (before, after, expected) => {
    expect((await listScenarioProblems(scenario.replace(before, after)))[0]).toMatch(expected);
  });

  it('without its workflow is refused', async () => {
    expect(await listScenarioProblems(scenario.replace('workflow: cat', 'workflow: dog'), 'dog.scenario.yaml')).toEqual(
      ['dog.scenario.yaml:1:11 there is no sound workflow "dog".'],
    );
  });
});

it('reads those that come with Baton, and nothing is wrong with them', async () => {
  const own = fileURLToPath(new URL('../../../../workflows', import.meta.url));
  const { workflows, problems } = await readWorkflows(own);
  const { files, problems: others } = await readScenarioFiles(own, workflows);
  expect([...problems, ...others]).toEqual([]);
  expect(files.map(({ workflow: subject }) => subject)).toEqual(workflows.map(({ name }) => name));
});
