/** Alternatives of one expression; a blank stands for any white space, and `{word}` for a word of any kind. */
const oneOf = (...phrases: string[]): string =>
  `(?:${phrases.map((phrase) => phrase.replaceAll('{word}', '\\p{L}+').replaceAll(' ', '\\s+')).join('|')})`;

const greeting = oneOf(
  'hi',
  'hello',
  'hey',
  'hiya',
  'howdy',
  'yo',
  'greetings',
  'good (?:morning|afternoon|evening|day)',
  'dear',
  'hallo',
  'moin',
  'servus',
  'gr(?:ü|u)(?:ß|ss)\\s+gott',
  'guten (?:tag|morgen|abend)',
  'hola',
  'buenos? d[ií]as?',
  'buenas(?: tardes| noches)?',
);
const addressee = oneOf(
  'there',
  'all',
  'everyone',
  'everybody',
  'team',
  'support',
  'guys',
  'folks',
  'sir or madam',
  'sir',
  'madam',
  'sirs',
  'again',
  'friend',
  'mate',
  'buddy',
  'bot',
  'zusammen',
  'liebes team',
  'a todos',
);
const wellBeing = oneOf(
  'i hope (?:you|this|that|everyone|all)[^.!?;:]*',
  'hope (?:you|this|all|that|everything)[^.!?;:,]*(?:well|good|fine|great|ok|okay|week|day|weekend|help)',
  'how are you(?: doing)?(?: today)?',
  'nice to meet you',
  "(?:it is|it's) me(?: again)?",
);
const apology = oneOf(
  "(?:i am |i'm )?(?:so |very )?sorry (?:to|for) (?:bother|disturb|trouble|interrupt|ask|the)(?:ing)?(?: you| bother| trouble| inconvenience| interruption)?(?: again| with this)?(?: but)?",
  'apologies(?: for {word} {word})?',
  'pardon(?: me)?',
  'excuse me',
  'entschuldig(?:ung|en sie)(?: bitte)?(?: die störung)?',
  'perd(?:o|ó)n(?:e)?',
  'disculpe',
);
const announcement = oneOf(
  '(?:just )?(?:a |one )?(?:quick|small|short|simple) (?:question|one|thing)',
  "(?:i have|i've got|i got) (?:a|one|another) (?:quick |small |short )?(?:question|problem|issue|request)",
  'one question',
  'question',
  'ich habe eine (?:kurze )?frage',
  'tengo una pregunta',
);
const request = oneOf(
  '(?:can|could|would|will) (?:you|someone|somebody|anyone|anybody)(?: guys)?(?: please| kindly| possibly| maybe)?(?: help(?: me)?(?: out)?(?: with (?:this|that|something|the following))?| tell me| let me know| explain(?: to me)?| be so kind(?: as)? to| assist(?: me)?(?: with (?:this|something))?)(?: please)?',
  "(?:i was |i'm |i am |just )?(?:just )?wondering(?: if| whether)?",
  "i (?:would|'d) like to (?:ask|know)(?: something| you)?(?: if| whether)?",
  'i (?:wanted|want|need) to (?:ask|know)(?: something| you)?(?: if| whether)?',
  'do you know',
  'may i ask',
  'can i ask(?: you)?(?: something)?',
  '(?:please )?help(?: me)?(?: out)?(?: please)?',
  'i (?:really )?need (?:some |your )?help(?: with (?:this|that|something))?(?: please)?',
  '(?:k(?:ö|o)nn(?:en sie|test du|ten sie|t ihr)) (?:mir )?(?:bitte )?(?:sagen|helfen)',
  'me (?:puede|podr[ií]a)[ns]? (?:decir|ayudar)',
);
const filler = oneOf(
  'please',
  'pls',
  'plz',
  'kindly',
  'bitte',
  'por favor',
  'thanks',
  'thank you',
  'danke',
  'gracias',
  'ok',
  'okay',
  'so',
  'well',
  'um+',
  'uh+',
  'hmm+',
  'er+',
  'ah+',
  'oh',
  'anyway',
  'basically',
  'actually',
  'look(?=\\s*,)',
  'listen(?=\\s*,)',
);
const thanks = oneOf(
  '(?:many |so many |a lot of )?(?:thanks|thank you|thx|thanx|ty|tia|cheers|vielen dank|danke|(?:muchas )?gracias)(?: (?:so much|very much|a lot|a bunch|in advance|again|im voraus|for (?:your|the|any|all) {word}(?: {word})?))*(?:, {word})?',
);
const urging = oneOf(
  'please(?: and thank you| help(?: me)?| advise| let me know| and thanks)?',
  'pls',
  'plz',
  'kindly',
  'asap',
  'lol',
  'haha',
  'bitte',
  'por favor',
  'mate',
  'guys',
  'sir',
  'madam',
  'if you can',
  'if possible',
  'when you can',
);
const farewell = oneOf(
  '(?:and )?have a (?:nice|good|great|lovely|wonderful|pleasant) {word}',
  'let me know',
  'i (?:would )?(?:really )?appreciate (?:it|your|any)(?: {word})*',
  'looking forward(?: to [\\p{L} ]+)?',
  'any (?:ideas?|help|advice)(?: (?:would be|is) (?:great|appreciated))?',
  '(?:best|kind|warm) (?:regards|wishes)(?:,?\\s+{word}){0,2}',
  'regards(?:,?\\s+{word}){0,2}',
  'yours (?:sincerely|truly|faithfully)(?:,?\\s+{word}){0,2}',
  'sincerely(?:,?\\s+{word}){0,2}',
  'mit freundlichen gr(?:ü|u)(?:ß|ss)en(?:,?\\s+{word}){0,2}',
  'viele gr(?:ü|u)(?:ß|ss)e(?:,?\\s+{word}){0,2}',
  'un saludo(?:,?\\s+{word}){0,2}',
  'saludos(?:,?\\s+{word}){0,2}',
  'sent from my {word}',
  'bye',
  'goodbye',
);

const gap = '[\\s,.!?:;-]';
const before = new RegExp(
  `^(?:${greeting}(?:\\s+${addressee})*|${[wellBeing, apology, announcement, request, filler].join('|')})(?![\\p{L}\\p{N}'])${gap}*`,
  'u',
);
const after = new RegExp(`(?:^|${gap})(?:${[thanks, urging, farewell].join('|')})$`, 'u');
const roundsMax = 12;
const wordsMin = 2;

/**
 * What is left of a message, in lower case, without the courtesies around it: greetings, apologies, "could you tell me", thanks, regards.
 * Something of at least two words always stays, so that "thank you" is still itself.
 */
export function stripCourtesies(text: string): string {
  let kept = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[‘’`´]/g, "'")
    .replace(/[^\p{L}\p{N}\p{M}\s'.,!?:;-]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  for (let round = 0; round < roundsMax; round += 1) {
    const shorter = stripOnce(kept);
    if (shorter === kept || !hasWords(shorter)) break;
    kept = shorter;
  }
  return kept === '' ? text : kept;
}

const stripOnce = (text: string): string =>
  text
    .replace(before, '')
    .trim()
    .replace(/[\s.,!?:;-]+$/, '')
    .replace(after, '')
    .replace(/[,\s:;-]+$/, '');

const hasWords = (text: string): boolean =>
  (text.match(/[\p{L}\p{N}]+/gu) ?? []).length >= wordsMin || /\p{Script=Han}{2}/u.test(text);
