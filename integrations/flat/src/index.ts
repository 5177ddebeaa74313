export { createFlatInbound, type FlatSecrets } from './flat-inbound.ts';
