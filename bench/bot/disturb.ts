/** Twenty ways of wrapping a request in courtesies. Written before any was stripped, and used for measuring alone. */
export const wrappers: ((text: string) => string)[] = [
  (text) => `hi there, hope you are well. ${text}`,
  (text) => `${text} thanks so much!`,
  (text) => `Hello! ${text}`,
  (text) => `good evening, ${text}`,
  (text) => `sorry to bother you but ${text}`,
  (text) => `hey, quick one: ${text}`,
  (text) => `${text} please and thank you`,
  (text) => `Dear Sir or Madam, ${text} Yours sincerely, Maria`,
  (text) => `could you please help me with this: ${text}`,
  (text) => `${text.toUpperCase()}!!!`,
  (text) => `umm ok so ${text} 😀`,
  (text) => `i have a question. ${text}`,
  (text) => `${text} Thank you for your patience and have a great weekend.`,
  (text) => `hey guys ${text} asap`,
  (text) => `Hi, I hope you can help me. ${text} Many thanks, Tom`,
  (text) => `${text} 🙏🙏`,
  (text) => `hiya! long time customer here. ${text}`,
  (text) => `greetings, i would like to ask something: ${text}`,
  (text) => `${text} - cheers mate`,
  (text) => `Hello again, it's me. ${text} Let me know, thx`,
];

/** A text with slips of the keyboard anywhere but at its ends: a letter missing, added, changed, or two swapped. */
export function mistype(text: string, slips: number, random: () => number): string {
  let typed = text;
  for (let slip = 0; slip < slips && typed.length > 3; slip += 1) {
    const at = 1 + Math.floor(random() * (typed.length - 2));
    const letter = String.fromCharCode(97 + Math.floor(random() * 26));
    const [before, here, next, after] = [
      typed.slice(0, at),
      typed.charAt(at),
      typed.charAt(at + 1),
      typed.slice(at + 2),
    ];
    const ways = [next + after, letter + here + next + after, letter + next + after, next + here + after];
    typed = before + (ways[Math.floor(random() * ways.length)] ?? '');
  }
  return typed;
}
