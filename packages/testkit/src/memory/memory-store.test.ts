import { describeStore } from '../store.contract.ts';
import { createMemoryStore } from './memory-store.ts';

describeStore(async () => createMemoryStore());
