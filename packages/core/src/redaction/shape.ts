/**
 * What a piece of text between white space looks like. `secret`: letters and digits or signs mixed as in a password; `plain`: a word, or
 * words joined by dots or hyphens; `other`: an address, a version, a time, the name of a product and the like.
 */
export type Shape = 'secret' | 'digits' | 'date' | 'plain' | 'other';

const piecesCharactersMax = 200;
const address = /^[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}$/;
const date = /^\d{1,4}([./-])\d{1,2}\1\d{1,4}$/;
const quantity =
  /^(?:v?\d+(?:[.,:]\d+)+|\d{1,3}(?:am|pm|h|hrs?|min|st|nd|rd|th|x|gb|mb|tb|ghz|px|k|m|%|er|ste|te|ten|eme|e)|[$€£]\d[\d.,]*k?|\d[\d.,]*[$€£%])$/i;
const product =
  /^(?:windows|win|office|outlook|exchange|word|excel|server|srv|kb|o(?=365)|m(?=365)|ms|sap|iphone|ipad|android|galaxy|ticket|inv|ipv|mp|wpa|sha|md|utf|ps|usb|html|css|http|tls|ssl|oauth|pc|notebook|laptop|nb|db|web|print|room|raum|2fa|mfa|3d|4k|rj|cat)[-_ ]?\d[\w.-]*$|^(?:2fa|3d|4k|inv-\d[\d-]*|0x[\da-f]+|e-\d+)$/i;
const host = /^[a-z]{2,6}-\d{1,3}$/i;

/** The shape of a piece without the punctuation that ends it. */
export function shapeOf(piece: string): Shape {
  const text = trimPiece(piece).slice(0, piecesCharactersMax);
  if (/^\p{Nd}+$/u.test(text)) return 'digits';
  if (date.test(text)) return 'date';
  if (/^[\p{L}\p{M}][\p{L}\p{M}'’._-]*[!?]*$/u.test(text)) return 'plain';
  if (isNamed(text)) return 'other';
  const hasLetter = /\p{L}/u.test(text);
  if (hasLetter && /\p{Nd}/u.test(text)) return 'secret';
  return hasLetter && /^[!$%^*&+~=]|.[!@#$%^*=~|&+].*\p{L}/u.test(text) && text.length >= 5 ? 'secret' : 'other';
}

const isNamed = (text: string): boolean =>
  address.test(text) || /^[a-z]+:\/\//i.test(text) || quantity.test(text) || product.test(text.replace(/[!?]+$/, ''));

/** A password and hardly anything else: letters, digits and signs mixed as no product, file or number is written. */
export function isUnmistakable(piece: string): boolean {
  const text = trimPiece(piece);
  if (text.length < 6 || shapeOf(text) !== 'secret' || isHost(text) || /\.\w{2,4}$/.test(text)) return false;
  if (/[\p{L}\p{N}][!@#$%^*&=~][\p{L}\p{N}]/u.test(text)) return true;
  const isMixed = /\p{Ll}/u.test(text) && /\p{Lu}/u.test(text) && /\p{Nd}/u.test(text);
  return isMixed && !/^\p{Lu}?[\p{L}-]*\p{Nd}+[!?]*$/u.test(text);
}

/** True for what may be a machine's name, which a password is seldom written like. */
export const isHost = (piece: string): boolean => host.test(trimPiece(piece));

/** A piece without the punctuation of the sentence around it; "!" and "?" may belong to a password. */
export const trimPiece = (piece: string): string => {
  let end = piece.length;
  while (end > 0 && '.,;:)]}"\'»”“…'.includes(piece.charAt(end - 1))) end -= 1;
  return piece.slice(0, end);
};
