import type { Attachment } from '../ports/attachment.ts';
import type { DeskEvent } from '../ports/intent.ts';
import { describeFile, withFileNames } from './files.ts';
import { relayToDesk } from './handoff.ts';
import type { TurnBuilder } from './turn.ts';

type AgentSaid = Extract<DeskEvent, { type: 'agent-said' }>;

/**
 * An operator's files. The customer gets a link to each, under which the file is fetched when it is opened; where there can be none, the
 * customer is told of the file in its place, and the operator that it was not seen.
 */
export function tellAgentsFiles(turn: TurnBuilder, { agent, attachments }: AgentSaid): void {
  for (const attachment of attachments) {
    const file = describeFile(attachment);
    const url = linkFile(turn, attachment);
    if (url === null) {
      const why = turn.text(attachment.address === null ? 'file-not-available' : 'files-not-taken');
      turn.announce(turn.text('agent-file-not-shown', { agent: agent.name, file, why }));
      relayToDesk(turn, turn.text('agent-file-not-seen', { file, why }), []);
      continue;
    }
    // The link opens the file for whoever has it, so it is kept no longer than it takes to say it.
    turn.bring(turn.text('agent-file-link', { file, url }), {
      authorName: agent.name,
      kept: withFileNames('', [attachment]),
    });
  }
}

/** Null also when the link would have to be cut. */
function linkFile({ context, channel, state }: TurnBuilder, { address, name, contentType }: Attachment): string | null {
  const desk = state().handoff?.leg.desk;
  if (desk === undefined || address === null || context.desks[desk]?.hasFiles !== true) return null;
  const url = context.linkFile({ desk, address, name, contentType }, context.now);
  return url === null || url.length + name.length + 100 > channel.textCharactersMax ? null : url;
}
