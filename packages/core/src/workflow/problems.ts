import type { z } from 'zod';

/** Something wrong at a place of a file, such as `['steps', 3, 'next']`, and what to do about it. */
export type WorkflowProblem = { path: (string | number)[]; message: string; fix: string };

const guide = 'docs/guides/workflows.md has a table of what may be written.';

/** What a schema has against `input`, in words for whoever wrote it. */
export function describeIssues(input: unknown, { issues }: z.ZodError): WorkflowProblem[] {
  return issues.flatMap((issue): WorkflowProblem[] => {
    const path = issue.path.map((part) => (typeof part === 'symbol' ? String(part) : part));
    const last = path.at(-1);
    const here = typeof last === 'string' ? `"${last}"` : 'this';
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => ({
        path: [...path, key],
        message: `"${key}" has no meaning here`,
        fix: `Correct its name, or leave it out; ${guide}`,
      }));
    }
    if (valueAt(input, path) === undefined) return [{ path, message: `${here} is missing`, fix: `Write it; ${guide}` }];
    const [message, fix] = describeIssue(issue, here);
    return [{ path, message, fix: fix ?? `Correct it; ${guide}` }];
  });
}

type Issue = z.ZodError['issues'][number];

function describeIssue(issue: Issue, here: string): [message: string, fix?: string] {
  switch (issue.code) {
    case 'invalid_type':
      return [`${here} must be ${kindsOfValues[issue.expected] ?? issue.expected}`];
    case 'invalid_value':
      return [`${here} must be one of ${issue.values.map(String).join(', ')}`, 'Choose one of them.'];
    case 'too_small':
      return [issue.minimum === 1 ? `${here} is empty` : `${here} needs ${issue.minimum} or more`];
    case 'too_big':
      return [`${here} is longer than ${issue.maximum}`];
    default:
      return [issue.message.includes(here) ? issue.message : `${here} ${issue.message}`];
  }
}

const kindsOfValues: Partial<Record<string, string>> = {
  string: 'words',
  object: 'a list of "name: value"',
  array: 'a list',
  boolean: 'true or false',
  number: 'a number',
};

function valueAt(input: unknown, path: (string | number)[]): unknown {
  return path.reduce<unknown>((value, part) => {
    const members = new Map<unknown, unknown>(typeof value === 'object' && value !== null ? entriesOf(value) : []);
    return members.get(part);
  }, input);
}

const entriesOf = (value: object): [unknown, unknown][] =>
  Array.isArray(value) ? [...value.entries()] : Object.entries(value);
