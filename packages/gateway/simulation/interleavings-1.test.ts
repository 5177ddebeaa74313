import { describeSimulation } from './describe-simulation.ts';

describeSimulation({ firstSeed: 1, count: 25_000 });
