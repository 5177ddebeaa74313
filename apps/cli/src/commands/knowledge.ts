import type { Command } from 'commander';
import { addArticles } from '../knowledge/add-articles.ts';
import { askQuestion } from '../knowledge/ask-question.ts';
import { evaluateQuestions } from '../knowledge/evaluate-questions.ts';
import { listArticles } from '../knowledge/list-articles.ts';
import { listGaps } from '../knowledge/list-gaps.ts';
import { queryLines } from '../knowledge/query-lines.ts';
import { removeArticles } from '../knowledge/remove-articles.ts';

type IndexOption = { index: string };

/** `baton kb …`: a knowledge base in a folder, in any language, searched without network and without a model. */
export function addKnowledge(program: Command): void {
  const knowledge = program
    .command('kb')
    .description('Keep a knowledge base and ask it. Needs no network and no model; any language.')
    .addHelpText('after', '\nHow articles are written and found: docs/guides/knowledge.md');
  const define = (name: string, description: string): Command =>
    knowledge.command(name).description(description).requiredOption('--index <folder>', 'folder of the index');

  define('add', 'Add articles, or bring them up to date: Markdown, HTML, text, CSV or JSON lines.')
    .argument('<path>', 'file or folder')
    .action(async (path: string, { index }: IndexOption) => setExit(await addArticles(index, path)));

  define('remove', 'Remove a file that was added, or a folder of them.')
    .argument('<path>', 'path as "kb list" shows it')
    .action(async (path: string, { index }: IndexOption) => setExit(await removeArticles(index, path)));

  define('list', 'List the files that were added, with their articles.').action(async ({ index }: IndexOption) =>
    setExit(await listArticles(index)),
  );

  define('ask', 'Answer one question with a quotation and its source, or say that there is no answer.')
    .argument('<question>', 'in any language')
    .action(async (question: string, { index }: IndexOption) => setExit(await askQuestion(index, question)));

  define('query', 'Read questions from standard input and write what is found as a line of JSON for each.')
    .option('--top <count>', 'articles for each question', '10')
    .action(async ({ index, top }: IndexOption & { top: string }) => setExit(await queryLines(index, top)));

  define('evaluate', 'Measure the knowledge base on lines of {"question","article"}; an article of null has no answer.')
    .argument('<questions>', 'file of JSON lines')
    .action(async (questions: string, { index }: IndexOption) => setExit(await evaluateQuestions(index, questions)));

  define('gaps', 'Read questions from standard input, one per line, and group those that have no answer.').action(
    async ({ index }: IndexOption) => setExit(await listGaps(index)),
  );
}

function setExit(isDone: boolean): void {
  process.exitCode = isDone ? 0 : 1;
}
