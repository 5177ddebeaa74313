export { createMemoryStore } from './memory/memory-store.ts';
export { createDatabase, type StartPostgresOptions, startPostgres, type TestPostgres } from './start-postgres.ts';
export { describeStore } from './store.contract.ts';
