export { type Evaluation, evaluate } from './evaluate.ts';
export { decodeModel, encodeModel, type ModelReading } from './model/model-file.ts';
export { createRecogniser, type Recogniser, type Recognition } from './recogniser.ts';
export type { Example } from './training/example.ts';
export { readExamples, readText } from './training/read-examples.ts';
export { trainInWorker } from './training/train-in-worker.ts';
export { trainModel } from './training/train-model.ts';
