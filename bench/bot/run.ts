import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { readBanking, readClinc, readHwu, readXquad } from './datasets.ts';
import { measureIntents } from './measure-intents.ts';
import { measureKnowledge } from './measure-knowledge.ts';
import { createReport } from './report.ts';

/*
 * npm run bench:bot                     everything
 * npm run bench:bot -- banking hwu      some of it: clinc, banking, hwu, few, xquad
 *
 * Measures on development parts of public sets in BATON_DATASETS_DIR. Nothing of them is kept.
 */
const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};
const folder = resolve(process.env['BATON_DATASETS_DIR'] ?? '../shared/datasets');
const chosen = process.argv.slice(2);
const parts = ['clinc', 'banking', 'hwu', 'few', 'xquad'];
const unknown = chosen.filter((part) => !parts.includes(part));
if (unknown.length > 0) {
  say(`There is no part ${unknown.join(', ')}. There are: ${parts.join(', ')}.`);
  process.exit(2);
}
const isWanted = (part: string): boolean => chosen.length === 0 || chosen.includes(part);

if (!existsSync(folder)) {
  say(`There are no data sets in ${folder}. Set BATON_DATASETS_DIR to the folder that has them (bench/bot/README.md).`);
  process.exit(0);
}

const report = createReport(say);
const absent = (name: string): void => say(`\n${name} is not in ${folder}; left out.`);
say(`Development parts in ${folder}: these figures are no test figures.`);

const clinc = readClinc(folder);
const banking = readBanking(folder);
const hwu = readHwu(folder);
if (isWanted('clinc')) {
  if (clinc === null) absent('CLINC150');
  else
    await measureIntents(clinc.whole, report, {
      accuracy: 0.93,
      atThreshold: 0.905,
      outOfScope: 0.82,
      wrapperLoss: 0.03,
    });
}
if (isWanted('banking')) {
  if (banking === null) absent('BANKING77');
  else {
    await measureIntents(banking.whole, report, { accuracy: 0.915, wrapperLoss: 0.03 });
    await measureIntents(banking.knownAndUnknown, report);
  }
}
if (isWanted('hwu')) {
  if (hwu === null) absent('HWU64');
  else await measureIntents(hwu, report, { accuracy: 0.89, wrapperLoss: 0.03 });
}
if (isWanted('few')) {
  for (const shots of [5, 10] as const) {
    if (clinc !== null) await measureIntents(clinc.fewShot(shots), report);
    if (banking !== null) await measureIntents(banking.fewShot(shots), report);
  }
}
if (isWanted('xquad')) {
  for (const language of ['en', 'de', 'es', 'zh']) {
    const paragraphs = readXquad(folder, language);
    if (paragraphs === null) absent(`XQuAD in ${language}`);
    else measureKnowledge(paragraphs, language, report);
  }
}
say(report.missedCount() === 0 ? '\nEvery target was reached.' : `\n${report.missedCount()} targets were missed.`);
process.exitCode = report.missedCount() === 0 ? 0 : 1;
