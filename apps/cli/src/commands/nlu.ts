import type { Command } from 'commander';
import { evaluateModel } from '../nlu/evaluate-model.ts';
import { predictLines } from '../nlu/predict-lines.ts';
import { trainFile } from '../nlu/train-file.ts';

/** `baton nlu train|predict|evaluate`: models that tell what a sentence means, made from examples. */
export function addNlu(program: Command): void {
  const nlu = program
    .command('nlu')
    .description('Train, use and measure models that tell which intent a sentence has. Needs no network.')
    .addHelpText('after', '\nHow examples are written and what the scores mean: docs/guides/understanding.md');

  nlu
    .command('train')
    .description('Train a model from lines of {"text","intent"}; an intent of null means out of scope.')
    .argument('<examples>', 'file of JSON lines')
    .requiredOption('--out <model>', 'file to write the model to')
    .action(async (examples: string, { out }: { out: string }) => {
      process.exitCode = (await trainFile(examples, out)) ? 0 : 1;
    });

  nlu
    .command('predict')
    .description('Read lines of {"text"} and write {"intent","score","ranked"} for each, in order.')
    .requiredOption('--model <model>', 'file that "nlu train" wrote')
    .action(async ({ model }: { model: string }) => {
      process.exitCode = (await predictLines(model)) ? 0 : 1;
    });

  nlu
    .command('evaluate')
    .description('Measure a model on lines of {"text","intent"} that it was not trained on.')
    .argument('<examples>', 'file of JSON lines')
    .requiredOption('--model <model>', 'file that "nlu train" wrote')
    .action(async (examples: string, { model }: { model: string }) => {
      process.exitCode = (await evaluateModel(examples, model)) ? 0 : 1;
    });
}
