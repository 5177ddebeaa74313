import { scaled } from '../../../tests/support/test-scale.ts';
import { seedOr } from '../../../tests/support/test-seed.ts';
import { describeSimulation, storiesPerFile } from './describe-simulation.ts';

const count = scaled(storiesPerFile);
describeSimulation({ firstSeed: 2 * count + seedOr(1), count });
