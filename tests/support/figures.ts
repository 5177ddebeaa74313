import { appendFileSync } from 'node:fs';

/** What an attack came to: how often it was tried, and how often it reached what it must not. */
export type Figure = { attack: string; tried: number; through: number; note: string };

/** Puts a line into the table that a test run ends with; alone, it is printed at once. */
export function report(figure: Figure): void {
  const path = process.env['BATON_TEST_FIGURES'];
  if (path === undefined) process.stdout.write(`${JSON.stringify(figure)}\n`);
  else appendFileSync(path, `${JSON.stringify(figure)}\n`);
}
