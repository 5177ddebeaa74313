/** One carrier per line; a line that ends in "password:" goes on in the next one, as when somebody presses Enter before the value. */
export const lines = (text: string): string[] =>
  text
    .trim()
    .split(/(?<!password:)\n/)
    .filter((line) => line !== '');
