import { AppError } from '@baton/core';
import { explain } from './explain.ts';
import { outliveClosedPipes } from './output.ts';
import { createProgram } from './program.ts';

outliveClosedPipes();
const program = createProgram(process.env);
try {
  if (process.argv.length <= 2) program.outputHelp();
  else await program.parseAsync();
} catch (error) {
  const message = error instanceof AppError ? `${error.code}: ${error.message}` : explain(error);
  process.stderr.write(`baton: ${message}\n`);
  process.exit(1);
}
