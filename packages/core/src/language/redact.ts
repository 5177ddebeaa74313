const passwordSaid =
  /\b(pass ?words?|passwort|pwd|passcode|pin|contraseña|mot de passe)(\s*(?:is|was|ist|=|:)\s*)(\S+)/giu;
const longNumber = /\b(?:\d[ -]?){13,19}\b/g;

/** Takes out what must never be stored: passwords a customer blurts out, and payment card numbers. */
export function redact(text: string): string {
  return text
    .replace(passwordSaid, (_whole, word: string, link: string) => `${word}${link}[redacted]`)
    .replace(longNumber, (digits) => (isCardNumber(digits.replace(/\D/g, '')) ? '[redacted]' : digits));
}

/** The Luhn check. */
function isCardNumber(digits: string): boolean {
  if (digits.length < 13 || digits.length > 19) return false;
  const sum = [...digits].reverse().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 1 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}
