import { beforeAll, describe, expect, it } from 'vitest';
import { evaluate } from './evaluate.ts';
import { createRecogniser, type Recogniser } from './recogniser.ts';
import { helpDeskExamples, outOfScopeTexts, unseenExamples } from './testing/help-desk-examples.ts';
import { trainModel } from './training/train-model.ts';

describe('a recogniser of six intents with eight sentences each', () => {
  let recogniser: Recogniser;
  beforeAll(() => {
    recogniser = createRecogniser(trainModel(helpDeskExamples));
  });

  const measure = (change: (text: string) => string): number =>
    evaluate(
      recogniser,
      unseenExamples.map(({ text, intent }) => ({ text: change(text), intent })),
    ).accuracy ?? 0;

  it('understands sentences it has not seen', () => {
    const { accuracy, accuracyAtThreshold, accuracyAmongThree } = evaluate(recogniser, unseenExamples);
    expect(accuracy).toBeGreaterThanOrEqual(0.94);
    expect(accuracyAmongThree).toBeGreaterThanOrEqual(0.94);
    expect(accuracyAtThreshold).toBeGreaterThanOrEqual(0.83);
  });

  it('refuses most of what is about something else', () => {
    const examples = outOfScopeTexts.map((text) => ({ text, intent: null }));
    expect(evaluate(recogniser, examples).outOfScopeRecall).toBeGreaterThanOrEqual(0.75);
  });

  it.each([
    (text: string) => `Hi there, hope you are well. ${text} Thanks so much!`,
    (text: string) => `sorry to bother you again but ${text.toUpperCase()}!!!`,
    (text: string) => `Guten Tag, ${text} 🙏 Mit freundlichen Grüßen, Anna Beispiel`,
    (text: string) => `could you please help me with this: ${text}`,
    (text: string) => `Dear team, one quick question: ${text} Kind regards`,
  ])('understands them in the courtesies of %s', (wrap) => {
    expect(measure(wrap)).toBeGreaterThanOrEqual(measure((text) => text) - 0.06);
  });

  it('understands them with two letters swapped in the longest word', () => {
    const swap = (text: string): string => {
      const longest = text.split(' ').reduce((long, word) => (word.length > long.length ? word : long), '');
      return text.replace(longest, `${longest.slice(0, 2)}${longest[3]}${longest[2]}${longest.slice(4)}`);
    };
    expect(swap('reboot it')).toBe('reobot it');
    expect(measure(swap)).toBeGreaterThanOrEqual(0.88);
  });

  it('ranks what it can say, best first, with the score of the whole on top', () => {
    const { ranked, score, intent, threshold } = recogniser.recognise('the printer is broken');
    expect(ranked.map((each) => each.intent).sort()).toEqual([...recogniser.intents].sort());
    expect(ranked[0]).toEqual({ intent: 'printer', score });
    expect(ranked.map((each) => each.score)).toEqual(ranked.map((each) => each.score).sort((a, b) => b - a));
    expect(intent).toBe(score >= threshold ? 'printer' : null);
  });

  it.each(['', '   ', '🙏', '???', 'zzzz', '你好'])('says nothing of %j', (text) => {
    expect(recogniser.recognise(text).intent).toBeNull();
  });

  it('says nothing of ten thousand letters', () => {
    expect(recogniser.recognise('x'.repeat(10_000)).intent).toBeNull();
  });

  it('learns that something is out of scope from examples without an intent', () => {
    const taught = createRecogniser(
      trainModel([
        ...helpDeskExamples,
        ...['the printer at home is private', 'private printer', 'printer for my private photos'].map((text) => ({
          text,
          intent: null,
        })),
      ]),
    );
    expect(taught.recognise('private printer at home').score).toBeLessThan(
      recogniser.recognise('private printer at home').score,
    );
  });
});
