/**
 * What is counted over all conversations, so that nobody can have somebody else mailed again and again, or guess at an account through many
 * chats. A decision asks whether one more is allowed; the answer is found, and the count taken, in the transaction that the decision
 * becomes part of. So what goes beyond a limit never comes to be, however many ask at the same moment.
 */

/** Mails within one hour, at most. */
export type MailLimits = {
  /** One-time codes for one account, by the name that was asked for: so it counts alike whether there is such an account or not. */
  codesPerAccount: number;
  /** Other mails to one address that nobody proved to own. */
  perAddress: number;
  /** Mails to addresses they did not prove, codes included, that one visitor causes. */
  perVisitor: number;
  /** The same for one network address that customers write from. */
  perSender: number;
};

/** One thing that is counted. */
export type AllowanceCount = {
  key: string[];
  /** Times in an hour, at most. */
  max: number;
  /** Who of these has proved the account lately is counted apart, so that strangers cannot use it up for them. */
  owners: { holders: string[][]; account: string } | null;
};

/** Asks whether each of the counts has room for one more; if so it is taken in all of them, else in none. */
export type AllowanceQuestion = { id: string; counts: AllowanceCount[] };
