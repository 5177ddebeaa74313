import {
  type Channel,
  type ConversationCommand,
  type Desk,
  type DeskConversationId,
  type DeskFile,
  describeFile,
  type EffectAction,
  type FileProblem,
  findFileProblem,
  type PortResult,
} from '@baton/core';
import { listHistoryPieces, listRelayed } from './desk-history.ts';
import { definePerformer, notConfigured, type Performed, type PerformerTools, withoutReport } from './performer.ts';

/** A file that cannot be fetched is given up after so many tries, before the time for the desk is up. */
const fetchTriesMax = 4;

/**
 * A file is fetched when it is its turn and kept nowhere. What cannot be brought leaves a line in its place at the desk, and the customer is
 * told; either way one message takes this position, by which a repetition is recognised.
 */
export const perform = definePerformer('relay-file', async (tools, { effect, action, state }) => {
  const desk = tools.ports.desks[action.desk];
  if (desk === undefined) return notConfigured;
  const leg = state.handoff?.leg;
  if (leg === undefined || leg.key !== action.legKey || leg.reference === null)
    return { type: 'refused', code: 'desk-not-open', report: null };
  const { reference } = leg;
  let arrived: { fileName: string | null } | undefined;
  if (effect.attempts > 1) {
    const history = await listHistoryPieces(tools, { desk, state, toSeq: leg.historyToSeq });
    const sent = await listRelayed(tools, { desk, reference, locale: state.locale });
    if (sent.type !== 'ok') return withoutReport(sent);
    arrived = sent.value[history.length + action.position - 1];
    if (arrived !== undefined && arrived.fileName !== null) return { type: 'done', report: null };
  }
  const isLastFetch = effect.failures + 1 >= fetchTriesMax;
  const channel = tools.ports.channels[state.channel];
  const brought = await bring({ channel, desk, reference, action, isLastFetch, isLineThere: arrived !== undefined });
  if (brought.type !== 'problem') return brought;
  const { problem } = brought;
  if (arrived === undefined) {
    const said = await desk.send(reference, toLine(tools, state.locale, { action, problem }));
    if (said.type !== 'ok') return withoutReport(said);
  }
  return { type: 'done', report: toReport(action, problem) };
});

type Bringing = {
  channel: Channel | undefined;
  desk: Desk;
  reference: DeskConversationId;
  action: EffectAction<'relay-file'>;
  isLastFetch: boolean;
  /** An earlier try left the line that stands for the file; only its reason is looked for. */
  isLineThere: boolean;
};

type Problem = { type: 'problem'; problem: FileProblem };

async function bring({ channel, desk, reference, action, ...known }: Bringing): Promise<Performed | Problem> {
  const { media } = desk;
  const { file } = action;
  const problem = findFileProblem(file, media?.limits ?? null);
  if (problem !== null || media === null) return { type: 'problem', problem: problem ?? 'files-not-taken' };
  const fetched = await fetchFile(channel, file.address, media.limits.bytesMax);
  if (fetched.type === 'retry' && !known.isLastFetch) return withoutReport(fetched);
  if (fetched.type !== 'ok') return { type: 'problem', problem: toProblem(fetched.code) };
  const { bytes } = fetched.value;
  const contentType = file.contentType ?? fetched.value.contentType ?? 'application/octet-stream';
  const found = findFileProblem({ contentType, sizeBytes: bytes.length }, media.limits);
  if (found !== null) return { type: 'problem', problem: found };
  // The first try found a reason that is none any more; the line says what was true then.
  if (known.isLineThere) return { type: 'problem', problem: 'file-not-available' };
  const id = `${action.legKey}:${action.position}`;
  return toPerformed(await media.send(reference, { id, name: file.name, contentType, bytes } satisfies DeskFile));
}

async function fetchFile(channel: Channel | undefined, address: string | null, bytesMax: number) {
  const missing = { type: 'refused', code: 'not-found', detail: 'no-address' } as const;
  if (address === null || channel === undefined || channel.files === null) return missing;
  return channel.files.fetch(address, { bytesMax });
}

const toProblem = (code: string): FileProblem => (code === 'file-too-big' ? code : 'file-not-available');

/** The desk itself may know better what it takes. */
function toPerformed(sent: PortResult<null>): Performed | Problem {
  return sent.type === 'refused' && sent.code === 'invalid'
    ? { type: 'problem', problem: 'file-type-not-taken' }
    : withoutReport(sent);
}

type Missing = { action: EffectAction<'relay-file'>; problem: FileProblem };

function toLine({ context }: Pick<PerformerTools, 'context'>, locale: string, { action, problem }: Missing) {
  const why = context.texts.render(locale, problem);
  const text = context.texts.render(locale, 'customer-file-missing', { file: describeFile(action.file), why });
  return { id: `${action.legKey}:${action.position}`, kind: 'note' as const, text };
}

const toReport = ({ legKey, file }: EffectAction<'relay-file'>, problem: FileProblem): ConversationCommand => ({
  type: 'settle-file',
  legKey,
  name: file.name,
  sizeBytes: file.sizeBytes,
  problem,
});
