import { describeSimulation } from './describe-simulation.ts';

describeSimulation({ firstSeed: 75001, count: 25_000 });
