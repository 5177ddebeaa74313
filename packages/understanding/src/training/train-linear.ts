/*
 * One linear classifier per intent against all the rest, with the squared hinge loss, by dual coordinate descent (Hsieh and others, 2008). All
 * classifiers are trained at once: the weights of a feature lie beside each other, so an example is read once for all intents.
 *
 * An example matters to few intents. After two rounds over everything only those are looked at that it pushed or nearly pushed, and every
 * fifth round all of them again.
 */
import type { SparseVector } from '../features/vocabulary.ts';
import { createRandom, shuffle } from './random.ts';

export type LinearProblem = {
  vectors: SparseVector[];
  /** The intent of each example by number; -1 for one that is none of them. */
  targets: Int32Array;
  intentCount: number;
  featureCount: number;
};

/** Weights by feature and intent; the row after the last feature is the bias. */
export type LinearWeights = { values: Float32Array; intentCount: number; featureCount: number };

const cost = 2;
const rounds = 10;
const fullRounds = new Set([0, 1, 5]);
/** An intent whose condition holds by more than this is left alone until all are looked at again. */
const slack = 0.3;
const stepMin = 1e-4;
const seed = 7;

export function trainLinear(problem: LinearProblem): LinearWeights {
  const { vectors, intentCount, featureCount } = problem;
  const all = new Int32Array([...Array(intentCount).keys()]);
  const state: State = {
    ...problem,
    weights: new Float32Array((featureCount + 1) * intentCount),
    pushes: new Float32Array(vectors.length * intentCount),
    active: vectors.map(() => all),
    all,
    scores: new Float64Array(intentCount),
    kept: new Int32Array(intentCount),
    moved: new Int32Array(intentCount),
    steps: new Float64Array(intentCount),
  };
  const order = new Int32Array([...vectors.keys()]);
  const random = createRandom(seed);
  for (let round = 0; round < rounds; round += 1) {
    shuffle(order, random);
    for (const example of order) improve(state, example, fullRounds.has(round));
  }
  return { values: state.weights, intentCount, featureCount };
}

type State = LinearProblem & {
  weights: Float32Array;
  /** How much each example pushes the classifier of each intent. */
  pushes: Float32Array;
  active: Int32Array[];
  all: Int32Array;
  /** Working space of one improvement. */
  scores: Float64Array;
  kept: Int32Array;
  moved: Int32Array;
  steps: Float64Array;
};

/** Brings classifiers to where one example is best off, the others being as they are. */
function improve(state: State, example: number, isFull: boolean): void {
  const vector = state.vectors[example];
  const intents = isFull ? state.all : state.active[example];
  if (vector === undefined || intents === undefined) return;
  const squares = isFull ? scoreAll(state, vector) : scoreSome(state, vector, intents);
  const counts = push(state, { example, intents, squares });
  state.active[example] = counts.kept === state.all.length ? state.all : state.kept.slice(0, counts.kept);
  if (counts.moved > 0) move(state, vector, counts.moved);
}

type Looked = { example: number; intents: Int32Array; squares: number };

/** Notes in `kept` which intents stay of interest, and in `moved` and `steps` how far the example pushes which. */
function push(state: State, { example, intents, squares }: Looked): { kept: number; moved: number } {
  const { scores, pushes, kept, moved, steps } = state;
  const target = state.targets[example] ?? -1;
  const softness = 1 / (2 * cost);
  const counts = { kept: 0, moved: 0 };
  for (let index = 0; index < intents.length; index += 1) {
    const intent = intents[index] ?? 0;
    const sign = intent === target ? 1 : -1;
    const place = example * state.intentCount + intent;
    const pushed = pushes[place] ?? 0;
    const gradient = sign * (scores[intent] ?? 0) - 1 + pushed * softness;
    if (pushed === 0 && gradient >= slack) continue;
    kept[counts.kept++] = intent;
    const next = Math.max(0, pushed - gradient / (squares + softness));
    if (Math.abs(next - pushed) < stepMin) continue;
    pushes[place] = next;
    moved[counts.moved] = intent;
    steps[counts.moved++] = (next - pushed) * sign;
  }
  return counts;
}

function move(state: State, { places, values }: SparseVector, movedCount: number): void {
  const { weights, intentCount, featureCount, moved, steps } = state;
  for (let index = 0; index <= places.length; index += 1) {
    const row = (places[index] ?? featureCount) * intentCount;
    const value = values[index] ?? 1;
    for (let each = 0; each < movedCount; each += 1) {
      const place = row + (moved[each] ?? 0);
      weights[place] = (weights[place] ?? 0) + (steps[each] ?? 0) * value;
    }
  }
}

/** Scores of every intent into `scores`; returns the square of the vector's length, with the bias. */
function scoreAll({ weights, scores, intentCount, featureCount }: State, { places, values }: SparseVector): number {
  let squares = 0;
  scores.fill(0);
  for (let index = 0; index <= places.length; index += 1) {
    const row = (places[index] ?? featureCount) * intentCount;
    const value = values[index] ?? 1;
    squares += value * value;
    for (let intent = 0; intent < intentCount; intent += 1)
      scores[intent] = (scores[intent] ?? 0) + value * (weights[row + intent] ?? 0);
  }
  return squares;
}

function scoreSome(state: State, { places, values }: SparseVector, intents: Int32Array): number {
  const { weights, scores, intentCount, featureCount } = state;
  let squares = 0;
  scores.fill(0);
  for (let index = 0; index <= places.length; index += 1) {
    const row = (places[index] ?? featureCount) * intentCount;
    const value = values[index] ?? 1;
    squares += value * value;
    for (let each = 0; each < intents.length; each += 1) {
      const intent = intents[each] ?? 0;
      scores[intent] = (scores[intent] ?? 0) + value * (weights[row + intent] ?? 0);
    }
  }
  return squares;
}
