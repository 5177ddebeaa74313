import { describeSimulation } from './describe-simulation.ts';

describeSimulation({ firstSeed: 50001, count: 25_000 });
