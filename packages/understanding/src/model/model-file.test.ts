import { describe, expect, it } from 'vitest';
import { createRecogniser } from '../recogniser.ts';
import { helpDeskExamples, unseenExamples } from '../testing/help-desk-examples.ts';
import { trainInWorker } from '../training/train-in-worker.ts';
import { trainModel } from '../training/train-model.ts';
import { decodeModel, encodeModel } from './model-file.ts';

const file = encodeModel(trainModel(helpDeskExamples));

describe('a model file', () => {
  it('recognises as the model it was made of', () => {
    const reading = decodeModel(file);
    if (reading.type !== 'read') throw new Error(reading.problem);
    const [before, after] = [createRecogniser(trainModel(helpDeskExamples)), createRecogniser(reading.model)];
    for (const { text } of unseenExamples) expect(after.recognise(text)).toEqual(before.recognise(text));
  });

  it('is the same, byte for byte, when it is trained again', () => {
    expect(encodeModel(trainModel(helpDeskExamples)).equals(file)).toBe(true);
  });

  it('is the same when a thread of its own trains it, and the caller goes on meanwhile', async () => {
    let ticks = 0;
    const clock = setInterval(() => {
      ticks += 1;
    }, 1);
    const trained = await trainInWorker(helpDeskExamples);
    clearInterval(clock);
    expect(trained.equals(file)).toBe(true);
    expect(ticks).toBeGreaterThan(0);
  });

  it('is not made when it is no longer wanted', async () => {
    await expect(trainInWorker(helpDeskExamples, AbortSignal.abort())).rejects.toThrow('stopped');
    const wanted = new AbortController();
    const training = trainInWorker(helpDeskExamples, wanted.signal);
    wanted.abort();
    await expect(training).rejects.toThrow('stopped');
  });

  it.each([
    ['empty', Buffer.alloc(0), 'no model'],
    ['something else', Buffer.from('{"text":"hello"}'), 'no model'],
    ['cut off', file.subarray(0, file.length - 1), 'not complete'],
    ['cut off in its head', file.subarray(0, 40), 'another version, or is damaged'],
    ['changed', Buffer.concat([file.subarray(0, file.length - 1), Buffer.from([1])]), 'not complete or was changed'],
  ])('that is %s is refused', (_, bytes, problem) => {
    expect(decodeModel(bytes)).toEqual({ type: 'refused', problem: expect.stringContaining(problem) });
  });
});
