export { createFlatChannel } from './flat-channel.ts';
export { createFlatInbound, type FlatSecrets } from './flat-inbound.ts';
export type { FlatPushSettings } from './flat-push.ts';
