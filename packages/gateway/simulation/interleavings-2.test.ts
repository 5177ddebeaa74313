import { scaled } from '../../../tests/support/test-scale.ts';
import { describeSimulation, storiesPerFile } from './describe-simulation.ts';

const count = scaled(storiesPerFile);
describeSimulation({ firstSeed: 1 * count + 1, count });
