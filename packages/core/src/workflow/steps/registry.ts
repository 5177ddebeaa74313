import type { StepHandlers } from '../run.ts';
import { ask } from './ask.ts';
import { choose } from './choose.ts';
import { confirm } from './confirm.ts';
import { end } from './end.ts';
import { handoff } from './handoff.ts';
import { instruct } from './instruct.ts';
import { say } from './say.ts';
import { ticket } from './ticket.ts';
import { verify } from './verify.ts';

/** One handler per step kind; the compiler names a missing one. */
export const stepHandlers: StepHandlers = { say, ask, choose, confirm, instruct, verify, ticket, handoff, end };
