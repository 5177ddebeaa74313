import type { ProblemCode } from '../http/problem.ts';

/** What the operator does about each error, be it an answer to a request or the last line of a command that ended. */
export const errorAdvice: Record<ProblemCode, string> = {
  'agent-busy':
    'An agent accepted more chats than `baton console agent add --chats` allows. Close one, or raise the number.',
  'chat-not-yours': 'An agent acted in a chat that a colleague has. Only a lead may close or transfer it.',
  'chat-over': 'An agent acted in a chat that has ended. Nothing to do.',
  'chat-taken': 'Two agents accepted one chat; the other one has it. Nothing to do.',
  'chat-unknown': 'A chat that the console does not have. Look whether the page is of another installation.',
  'colleague-absent': 'A chat was to be given to somebody who is not online. Nothing to do.',
  'csrf-refused':
    'A program did not repeat the `csrf` of its session as `x-baton-csrf`, or another site tried to act for an agent.',
  'desk-unknown': 'A chat can be passed to desks that come after `console` in BATON_HANDOFF_CHAIN, or to `ticket`.',
  'file-too-big': 'Files of agents may have 5 MB. Send a smaller one.',
  'idempotency-key-missing': 'Send a new `Idempotency-Key` with each action, and the same one when it is repeated.',
  'key-reused': 'An `Idempotency-Key` came with two different actions. Make a new one for each.',
  'session-ended': 'Sign in at the console again; BATON_CONSOLE_SESSION_HOURS says for how long it lasts.',
  'sign-in-refused': 'Login or password at the console are wrong. `baton console agent add` sets another password.',
  'too-many-attempts':
    'Somebody tried too many passwords at the console. Wait a quarter of an hour; many of them are an attack.',
  'admin-key-wrong': 'Send `authorization: Bearer <BATON_ADMIN_KEY>`; the command line takes it from the environment.',
  'body-too-large': 'Let the sender send less; files do not belong into a message.',
  'configuration-invalid':
    'The message names each setting or file that is wrong, with the fix. Try it with `baton serve --check`.',
  'data-directory-locked': 'Another Baton works on this folder. Stop it, or give this one a BATON_DATA_DIR of its own.',
  'data-directory-unusable': 'The message says what is wrong with the folder: owner, disk, file system or name.',
  'database-newer': 'Start the newer version again, or restore a backup from before the upgrade.',
  'delivery-malformed': '`detail` names the field. Correct the sender.',
  'durability-unproven': 'Install the pinned version of the embedded engine (`npm ci`), or use a PostgreSQL server.',
  'expectation-unsupported': 'Let the sender leave the header `Expect` out.',
  'file-unavailable': 'The desk that has the file does not answer. Look at `baton_vendor_up` of that desk.',
  'files-busy': 'Many files are opened at once. If it goes on, look who opens them.',
  'headers-too-large': 'Look for a proxy that adds cookies or headers.',
  'host-refused':
    'The demo answers to 127.0.0.1 and localhost only, on its own port. For anything else use `baton serve`.',
  'http-version-unsupported': 'Let the proxy speak HTTP/1.1 to Baton.',
  internal: 'Report it with the lines of the log around it.',
  'not-found': 'Compare address and method with the list of routes in `docs/reference/http.md`.',
  'origin-refused': 'Pages of other sites may not write to the demo. For anything else use `baton serve`.',
  'request-invalid': 'What came is not HTTP as it should be. Look at the sender, or at the proxy between.',
  'request-timeout': 'The sender was slower than 10 s for the headers or 20 s for all. Look at the network between.',
  'secret-key-wrong':
    'Bring back the key that the data was encrypted with; `docs/operations.md` tells what to do when it is lost.',
  'session-wrong':
    "Let the sender bring the `session` of the chat's answers or the `visitor_id` that it began with; `docs/guides/flat.md` tells how.",
  'signature-invalid': 'The log line `webhook-refused` says what to check first.',
  'store-unavailable': 'Senders try again by themselves. Look at the database, or at the disk of the data folder.',
  'too-many-connections': 'Raise BATON_SOCKETS_PER_ADDRESS when a proxy stands before Baton; else block the address.',
  'version-conflict': 'Nothing: it is tried again by itself.',
  'workflow-invalid': 'The message names file, line and problem. Try it with `baton workflow check`.',
};
