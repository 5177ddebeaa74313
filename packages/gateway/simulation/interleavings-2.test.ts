import { seedOr } from '../../../tests/support/test-seed.ts';
import { storiesOfFile as count, describeSimulation } from './describe-simulation.ts';

describeSimulation({ firstSeed: 1 * count + seedOr(1), count });
