/**
 * Parses JSON so that integers beyond 2^53 stay whole: they become strings of digits.
 * @throws SyntaxError
 */
export function parseJson(text: string): unknown {
  return JSON.parse(/\d{16}/.test(text) ? quoteLongIntegers(text) : text);
}

const numberAt = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;

/** Walks over whole strings and whole numbers, so that digits inside a text or behind a decimal point are left alone. */
function quoteLongIntegers(text: string): string {
  const parts: string[] = [];
  let copiedTo = 0;
  for (let at = 0; at < text.length; ) {
    const character = text.charCodeAt(at);
    if (character === 34) {
      at = endOfString(text, at);
    } else if (character === 45 || (character >= 48 && character <= 57)) {
      numberAt.lastIndex = at;
      const token = numberAt.exec(text)?.[0] ?? text.charAt(at);
      if (/^-?[1-9]\d{15,}$/.test(token) && !Number.isSafeInteger(Number(token))) {
        parts.push(text.slice(copiedTo, at), `"${token}"`);
        copiedTo = at + token.length;
      }
      at += token.length;
    } else {
      at += 1;
    }
  }
  parts.push(text.slice(copiedTo));
  return parts.join('');
}

function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at += 1) {
    const character = text.charCodeAt(at);
    if (character === 92) at += 1;
    else if (character === 34) return at + 1;
  }
  return text.length;
}
