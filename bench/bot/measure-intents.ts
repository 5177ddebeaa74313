import { createRecogniser, decodeModel, evaluate, type Recogniser, trainInWorker } from '@baton/understanding';
import { createRandom } from '../../packages/understanding/src/training/random.ts';
import type { Split } from './datasets.ts';
import { mistype, wrappers } from './disturb.ts';
import { median, percent, type Report, share } from './report.ts';

type Target = { accuracy?: number; atThreshold?: number; outOfScope?: number; wrapperLoss?: number };

/** Trains on one part of a set, measures on another, and reports. */
export async function measureIntents(split: Split, report: Report, target: Target = {}): Promise<void> {
  const { recogniser, seconds, processorSeconds, megabytes, longestPauseMs } = await train(split);
  const found = evaluate(recogniser, split.development);
  const inScope = split.development.filter(({ intent }) => intent !== null);
  report.head(`${split.name}: trained on ${split.train.length}, measured on ${split.development.length} others`);
  report.row('accuracy', percent(found.accuracy), [found.accuracy, target.accuracy]);
  report.row('the right one among three', percent(found.accuracyAmongThree));
  report.row('accuracy at the threshold', percent(found.accuracyAtThreshold), [
    found.accuracyAtThreshold,
    target.atThreshold,
  ]);
  if (found.outOfScopeRecall !== null)
    report.row('out of scope refused, same threshold', percent(found.outOfScopeRecall), [
      found.outOfScopeRecall,
      target.outOfScope,
    ]);
  const accuracyOf = (change: (text: string) => string): number =>
    share(inScope, ({ text, intent }) => recogniser.recognise(change(text)).ranked[0]?.intent === intent);
  const losses = wrappers.map((wrap) => (found.accuracy ?? 0) - accuracyOf(wrap));
  const loss = losses.reduce((sum, each) => sum + each, 0) / losses.length;
  report.row('lost under twenty courtesies, mean', percent(loss), [-loss, negated(target.wrapperLoss)]);
  report.row('lost under the worst courtesy', percent(Math.max(...losses)));
  const random = createRandom(5);
  for (const slips of [1, 2]) {
    const typed = accuracyOf((text) => mistype(text, slips, random));
    report.row(
      `lost under ${slips} slip${slips === 1 ? '' : 's'} of the keyboard`,
      percent((found.accuracy ?? 0) - typed),
    );
  }
  report.row(
    'training',
    `${seconds.toFixed(1)} s, ${processorSeconds.toFixed(1)} s of the processor; longest pause meanwhile ${longestPauseMs.toFixed(0)} ms`,
  );
  report.row('model', `${megabytes.toFixed(1)} MB`);
  report.row(
    'prediction, median and p99',
    timePredictions(
      recogniser,
      inScope.map(({ text }) => text),
    ),
  );
}

const negated = (value: number | undefined): number | undefined => (value === undefined ? undefined : -value);

type Trained = {
  recogniser: Recogniser;
  seconds: number;
  processorSeconds: number;
  megabytes: number;
  longestPauseMs: number;
};

async function train({ train: examples }: Split): Promise<Trained> {
  const from = performance.now();
  const usedFrom = process.cpuUsage();
  let last = from;
  let longestPauseMs = 0;
  const timer = setInterval(() => {
    const now = performance.now();
    longestPauseMs = Math.max(longestPauseMs, now - last);
    last = now;
  }, 1);
  const bytes = await trainInWorker(examples);
  clearInterval(timer);
  const seconds = (performance.now() - from) / 1_000;
  const used = process.cpuUsage(usedFrom);
  const processorSeconds = (used.user + used.system) / 1e6;
  const reading = decodeModel(bytes);
  if (reading.type === 'refused') throw new Error(reading.problem);
  return {
    recogniser: createRecogniser(reading.model),
    seconds,
    processorSeconds,
    megabytes: bytes.length / 1e6,
    longestPauseMs,
  };
}

function timePredictions(recogniser: Recogniser, texts: string[]): string {
  const times = texts.slice(0, 2_000).map((text) => {
    const from = performance.now();
    recogniser.recognise(text);
    return performance.now() - from;
  });
  times.sort((left, right) => left - right);
  return `${median(times).toFixed(2)} ms, ${(times[Math.floor(times.length * 0.99)] ?? 0).toFixed(2)} ms`;
}
