import { describeSimulation } from './describe-simulation.ts';

describeSimulation({ firstSeed: 25001, count: 25_000 });
