import { scaled } from '../../../tests/support/test-scale.ts';
import { describeSimulation } from './describe-simulation.ts';

const count = scaled(2_500);
describeSimulation({ firstSeed: 0 * count + 1, count });
