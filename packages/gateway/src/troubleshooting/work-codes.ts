/** Codes and reasons of our own that log lines and dead letters carry, each with what to do about it. */
export const workCodes: Record<string, string> = {
  'body-malformed': 'The body of a webhook request cannot be read; `advice` names the field. Correct the sender.',
  'body-unreadable': 'A stored request cannot be opened or read. Look whether the key is right, then replay it.',
  'channel-cannot-defer': 'Work of a version in which the channel could do more. Give all nodes the same version.',
  'channel-cannot-push':
    'Words for a channel that takes none by itself, for example after BATON_FLAT_PUSH_URL was removed. Set it again, then replay them.',
  'create-unclear':
    'It is not known whether a ticket was made, so it is looked for before it is made again. Nothing to do.',
  'database-newer': 'Start the newer version again, or restore a backup.',
  'database-read-only': 'Name the server that takes writes in DATABASE_URL.',
  'database-rights-missing': 'Let the database belong to the user in DATABASE_URL, or use one for Baton alone.',
  'database-too-old': 'Use PostgreSQL 15 or later.',
  'desk-not-open': 'Words for a chat that is not open at the desk yet, or any more. Nothing to do.',
  'history-goes-on': 'A long history is on its way to a desk, piece by piece. Nothing to do.',
  'human-has-the-word': 'The bot was silent because a human has the chat. Nothing to do.',
  'no-adapter':
    'No header says who sent a request. Look for a proxy that drops headers, and switch signing on at the sender.',
  'no-flat-secret': 'Set BATON_FLAT_SECRET, and let the sender send it as `x-baton-secret`.',
  'not-configured': 'Work for a vendor that is not configured any more. Configure it again, then replay the work.',
  'not-their-chat':
    'Somebody wrote into a chat that belongs to another visitor. Nothing was done for it; look whose requests they are.',
  'not-fetched-yet':
    'An operator is told what became of a message once the customer has it, or has not for a quarter of an hour. Nothing to do.',
  'not-supported-yet':
    'An event whose feature this version lacks. Switch it off at the sender, or leave it: it does no harm.',
  'proof-of-another': 'A request was signed by one sender in the shape of another. Let each sender use its own key.',
  'secret-missing':
    'Let the sender send BATON_FLAT_SECRET as `x-baton-secret`; look for a proxy that drops the header.',
  'secret-wrong': 'Compare BATON_FLAT_SECRET with what the sender sends.',
  'turn-not-settled': 'An answer waits for the end of the turn. Nothing to do.',
  'unknown-chat': 'An event of a chat that never met the bot. Usual; nothing to do.',
  'unknown-ticket': 'An event of a ticket that Baton did not make. Usual; nothing to do.',
};
