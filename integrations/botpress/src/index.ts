export { type BotpressChannelOptions, createBotpressChannel } from './botpress-channel.ts';
export { type BotpressInboundOptions, createBotpressInbound } from './botpress-inbound.ts';
export { type BotpressFilesOptions, createBotpressFiles } from './files.ts';
export type { BotpressInstallation } from './installation.ts';
