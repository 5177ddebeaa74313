import fc from 'fast-check';
import { seedOr } from './test-seed.ts';

/** Set up before each file: properties that name no seed of their own are tried with the same values in every `npm test`. */
export const propertySeed = seedOr(20_261_122);
fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: propertySeed });
