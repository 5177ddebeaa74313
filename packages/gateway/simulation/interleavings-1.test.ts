import { seedOr } from '../../../tests/support/test-seed.ts';
import { storiesOfFile as count, describeSimulation } from './describe-simulation.ts';

describeSimulation({ firstSeed: 0 * count + seedOr(1), count });
