const token =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]|[\p{Script=Latin}\p{N}]+(?:'\p{Script=Latin}+)*|[\p{L}\p{N}]+/gu;

/** Compatible forms made one, lower case, straight quotes, no combining marks. */
function foldText(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[‘’`´]/g, "'")
    .replace(/\p{M}/gu, '');
}

/** The words of a text, folded; each character of a script without spaces is one. */
export const tokenise = (text: string): string[] => foldText(text).match(token) ?? [];
