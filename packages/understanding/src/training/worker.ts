import { parentPort, workerData } from 'node:worker_threads';
import { z } from 'zod';
import { encodeModel } from '../model/model-file.ts';
import { trainModel } from './train-model.ts';

const examples = z.array(z.object({ text: z.string(), intent: z.string().nullable() })).parse(workerData);
parentPort?.postMessage(encodeModel(trainModel(examples)));
