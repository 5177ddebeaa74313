import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { root } from '../../../../tests/support/processes.ts';

const baton = 'apps/cli/bin/baton.js';
/** Nothing of this machine's settings: an author has none. */
const env = { PATH: process.env['PATH'] ?? '' };
const run = (args: string[], input = '') =>
  spawnSync(process.execPath, [baton, 'workflow', ...args], {
    cwd: root,
    encoding: 'utf8',
    env,
    input,
    timeout: 60_000,
  });

const workflow = `name: cat
title: My cat
triggers: { phrases: [my cat], all: [] }
start: name
steps:
  - { id: name, kind: ask, slot: name, text: What is its name?, explain: "Its name, please.", next: done }
  - { id: done, kind: end, outcome: solved, text: "Hello {{name}}." }
`;
const scenario = `workflow: cat
scenarios:
  - name: it is called Tom
    customer: { name: Ann, email: null }
    steps:
      - start: my cat
      - answer: Tom
        hears: [Hello Tom]
        finished: solved
`;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'baton-authors-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));
const write = (name: string, text: string): void => writeFileSync(join(folder, name), text);

describe('baton workflow check', () => {
  it('says of sound workflows what they can come to', () => {
    const { stdout, stderr, status } = run(['check', 'workflows']);
    expect(stdout).toContain('password-reset: 5 steps; can come to a ticket (medium) or a human; 5 scenarios');
    expect(stdout).toContain('3 workflows, all sound.');
    expect([stderr, status]).toEqual(['', 0]);
  });

  it('names file, line and column of everything that is wrong, scenarios included', () => {
    write('cat.yaml', workflow.replace('next: done', 'next: gone').replace('{{name}}', '{{nmae}}'));
    write('dog.yaml', workflow);
    write('dog.scenario.yaml', scenario);
    const { stdout, status } = run(['check', folder]);
    expect(stdout.split('\n').map((line) => line.replace(`${folder}/`, ''))).toEqual([
      'cat.yaml:6:101: step "gone" does not exist. Correct the id, or add the step.',
      'dog.yaml:1:7: the workflow is called "cat", its file "dog". Write "name: dog", or rename the file to cat.yaml.',
      'dog.scenario.yaml:1:11: the scenarios are about "cat", their file is called "dog". Write "workflow: dog", or rename the file.',
      '3 problems to correct.',
      '',
    ]);
    expect(status).toBe(1);
  });

  it.each([
    ['an empty folder', '', 'There is no workflow in this folder.'],
    ['a folder that is not there', 'nowhere', 'This is no folder that can be read.'],
  ])('refuses %s', (_what, name, problem) => {
    const { stdout, status } = run(['check', join(folder, name)]);
    expect(stdout).toContain(problem);
    expect(status).toBe(1);
  });

  it('tells the same as one JSON document', () => {
    write('cat.yaml', workflow);
    write('cat.scenario.yaml', scenario);
    expect(JSON.parse(run(['check', folder, '--json']).stdout)).toEqual({
      isSound: true,
      problems: [],
      workflows: [
        {
          name: 'cat',
          title: 'My cat',
          stepCount: 2,
          ticketPriority: null,
          leadsToHuman: false,
          scenarioCount: 1,
        },
      ],
    });
  });
});

describe('baton workflow test', () => {
  it("plays the scenarios of the author's own folder", () => {
    write('cat.yaml', workflow);
    write('cat.scenario.yaml', scenario);
    const { stdout, status } = run(['test', folder]);
    expect(stdout).toBe('cat\n  passed  it is called Tom\n1 scenario passed, 0 failed.\n');
    expect(status).toBe(0);
  });

  it('names the line of what did not hold, and what happened instead', () => {
    write('cat.yaml', workflow);
    write('cat.scenario.yaml', scenario.replace('Hello Tom', 'Hello Tim'));
    const { stdout, status } = run(['test', folder]);
    expect(stdout).toContain('  FAILED  it is called Tom\n');
    expect(stdout).toContain(
      'cat.scenario.yaml:8:16: expected ["Hello Tim"], but got ["Hello Tom."].\n0 scenarios passed, 1 failed.',
    );
    expect(status).toBe(1);
  });

  it('plays nothing when a workflow is not sound, and takes nothing played for a failure', () => {
    write('cat.yaml', workflow);
    expect(run(['test', folder])).toMatchObject({ status: 1, stdout: expect.stringContaining('nothing to play') });
    write('cat.scenario.yaml', scenario);
    write('dog.yaml', 'name: [');
    const { stdout, status } = run(['test', folder]);
    expect(stdout).not.toContain('passed');
    expect(status).toBe(1);
  });
});

describe('baton workflow play', () => {
  it('plays what comes through a pipe, and tells what would happen outside', () => {
    const said = ['forgot my password', 'ann@example.com', '/unknown', '12345678', '/what', 'cancel', '/found'];
    const { stdout, stderr, status } = run(['play', 'workflows', '--email', 'ann@example.com'], said.join('\n'));
    const transcript = stdout.split('\n');
    for (const line of said) expect(transcript).toContain(`> ${line}`);
    expect(stdout).toContain('(ann@example.com is looked up: write /found, /unknown or /unavailable)');
    expect(stdout).toContain('bot: That code is not right.');
    expect(stdout).toContain('(/what is none of');
    expect(stdout).toContain('(the workflow is over: cancelled)');
    expect(stdout).toContain('(no address is being looked up)');
    expect([stderr, status]).toEqual(['', 0]);
  });

  it('shows code, ticket, mails and reasons, and ends with the human', () => {
    const said = ['forgot my password', 'x y z', 'ann@example.com', '/found', '12345678', 'talk to a human', 'lost'];
    const { stdout } = run(['play', 'workflows', '--email', 'ann@example.com', '--why'], said.join('\n'));
    expect(stdout).toContain('(why: workflow-trigger (password-reset))');
    expect(stdout).toContain('the code is 12345678)');
    expect(stdout).toContain('(a ticket is filed, priority medium: "Password Reset - John Doe"');
    expect(stdout).toContain('(a mail goes to support@example.com: ');
    expect(stdout).toContain('(a human takes over: the customer asked for a human)');
    expect(stdout).not.toContain('> lost');
  });

  it('answers line by line', async () => {
    const child = spawn(process.execPath, [baton, 'workflow', 'play', 'workflows'], { cwd: root, env });
    const ended = new Promise((resolve) => child.once('exit', resolve));
    let heard = '';
    const hears = (words: string) =>
      new Promise<void>((resolve) => {
        const look = (chunk = ''): void => {
          heard += chunk;
          if (!heard.includes(words)) return;
          child.stdout.off('data', look);
          resolve();
        };
        child.stdout.setEncoding('utf8').on('data', look);
        look();
      });
    await hears('The bot knows');
    child.stdin.write('reboot my server\n');
    await hears('Are you an administrator');
    child.stdin.write('/quit\n');
    expect(await ended).toBe(0);
  });

  it('ends quietly when nobody reads on', () => {
    const command = `yes hello | "${process.execPath}" ${baton} workflow play workflows | head -n 1`;
    const { stdout, stderr } = spawnSync('sh', ['-c', command], {
      cwd: root,
      encoding: 'utf8',
      env,
      timeout: 60_000,
    });
    expect(stdout).toContain('The bot knows');
    expect(stderr).toBe('');
  });

  it('refuses a folder that is not sound, as the check does', () => {
    write('cat.yaml', workflow.replace('kind: end', 'kind: edn'));
    const { stdout, status } = run(['play', folder]);
    expect(stdout).toMatch(/cat\.yaml:7:23: "kind" must be one of say, ask/);
    expect(status).toBe(1);
  });
});

it('the guide: its example is sound, and its scenario passes', () => {
  const guide = readFileSync(join(root, 'docs/guides/workflows.md'), 'utf8');
  const blocks = [...guide.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, block]) => block ?? '');
  const [example = '', scenarios = ''] = blocks;
  write('example.yaml', example);
  write('example.scenario.yaml', scenarios);
  expect(run(['test', folder])).toMatchObject({ status: 0, stdout: expect.stringContaining('1 scenario passed') });
});
