import { ask } from './ask.ts';
import { choose } from './choose.ts';
import { confirm } from './confirm.ts';
import { end } from './end.ts';
import { handoff } from './handoff.ts';
import { instruct } from './instruct.ts';
import { say } from './say.ts';
import { ticket } from './ticket.ts';
import { verify } from './verify.ts';

/** Every kind of step by its name. The types of steps, the schema of workflows and the checks all follow from this list. */
export const stepKinds = named({ say, ask, choose, confirm, instruct, verify, ticket, handoff, end });

/** The compiler refuses a kind under another name than its own. */
function named<Kinds extends { [Name in keyof Kinds]: { kind: Name } }>(kinds: Kinds): Kinds {
  return kinds;
}
