import { type DeskFile, type DeskMedia, toPortResult } from '@baton/core';
import { type DeskContext, publish } from './publish.ts';

const folderPath = '/baton';

/** Files of the customer: uploaded, then sent by their ids (contract hubspot §6.2). */
export const createHubSpotMedia = (context: DeskContext): DeskMedia => ({
  limits: { bytesMax: 20 * 1_048_576, contentTypes: null },
  send: (conversation, { id, name, contentType, bytes }) =>
    toPortResult(async () => {
      const { id: fileId } = await context.client.files.upload({
        fileName: name,
        contentType,
        content: bytes,
        folderPath,
      });
      const attachments = [{ type: 'FILE', fileId, fileUsageType: usageOf(contentType) } as const];
      await publish(context, conversation, { id, text: name, attachments });
      return null;
    }),
});

function usageOf(contentType: DeskFile['contentType']): 'IMAGE' | 'AUDIO' | 'OTHER' {
  if (contentType.startsWith('image/')) return 'IMAGE';
  return contentType.startsWith('audio/') ? 'AUDIO' : 'OTHER';
}
