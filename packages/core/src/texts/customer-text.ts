declare const brand: unique symbol;

/**
 * Words that a customer, an operator or the team reads. They come from the catalogue (`Texts.render`) or from somebody who wrote them for
 * this installation (`authoredText`); a literal in the code is neither, so it does not compile where one of these is asked for.
 */
export type CustomerText = string & { readonly [brand]: 'CustomerText' };

/** Words that a workflow file, a knowledge base or a human brought, never the code. */
export const authoredText = (text: string): CustomerText => text as CustomerText;
