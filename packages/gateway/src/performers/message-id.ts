/** The Message-ID of an effect's mail: the same at every try, so that receivers can drop a repetition. */
export const toMessageId = (effectKey: string): string => `<${effectKey.replaceAll(':', '.')}@baton>`;
