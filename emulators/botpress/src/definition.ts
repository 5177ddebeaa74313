/**
 * What the installed integration declares: interface `hitl` (contract botpress §3) with the tags and states that the samples use. Names
 * that are not declared are refused.
 */
export const definition = {
  channels: ['hitl'],
  messageTypes: ['text', 'image', 'audio', 'video', 'file', 'bloc'],
  tags: {
    user: ['id', 'email', 'start'],
    conversation: ['id', 'upstream'],
    message: ['externalId'],
  },
  events: ['hitlAssigned', 'hitlStopped'],
  states: { credentials: 'integration', session: 'conversation' },
} as const;

export type TaggedThing = keyof typeof definition.tags;

export const tagCharactersMax = 500;
export const nameCharactersMax = 200;

/** The payload field that a message of this type must have. */
export const contentField: Readonly<Record<string, string>> = {
  text: 'text',
  image: 'imageUrl',
  audio: 'audioUrl',
  video: 'videoUrl',
  file: 'fileUrl',
  bloc: 'items',
};
