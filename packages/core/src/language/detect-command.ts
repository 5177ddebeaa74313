import { normalise } from './normalise.ts';

/** Commands that work at every step of every workflow. */
export type GlobalCommand = 'human' | 'cancel' | 'back' | 'restart' | 'help';

const person =
  '(?:human|humans|person|real person|live person|someone|somebody|agent|live agent|operator|representative|rep|advisor|adviser|colleague|employee|technician|support staff|support agent|support team|customer service|staff member|member of staff|people|man|woman)';
const article = '(?:an?|the|any|some|your|one of your|my|with|to)?';
const qualifier = '(?:real|live|actual|human|proper|support|service|helpdesk|it)?';
const whole = `${article} ?${article} ?${qualifier} ?${person}`.replaceAll(' ?', '\\s?');

const germanPerson =
  '(?:mensch(?:en)?|mitarbeiter(?:in|n)?|kolleg(?:e|en|in)|berater(?:in)?|techniker(?:in)?|kundendienst|kundenservice|support(?:-?team)?|jemande[mn]|personen?)';
const germanHuman = new RegExp(
  `^(?:bitte )?(?:ich (?:möchte|will|würde gern(?:e)?) )?(?:bitte )?(?:mit )?(?:(?:einem|einer|einen|eine|dem|der|den|ihrem|eurem) )?(?:(?:echten|echter|richtigen) )?${germanPerson}(?: (?:bitte|sprechen|reden|chatten|schreiben|verbinden))*$|\\bmit (?:(?:einem|einer|dem|der|ihrem|eurem) )?(?:(?:echten|echter|richtigen) )?${germanPerson} (?:sprechen|reden|chatten|schreiben|verbinden)\\b`,
);

const humanPatterns = [
  new RegExp(`^(?:please |pls )?${whole}(?: please| pls| now)*$`),
  new RegExp(
    `\\b(?:talk|speak|chat|connect me|transfer me|put me through|get me|hand me over|pass me on|escalate(?: this)?|forward me|switch me)\\b (?:\\w+ ){0,3}?(?:to |with )?${whole}\\b`,
  ),
  new RegExp(
    `\\b(?:need|want|would like|'d like|prefer|give me|is there|are there|find me|bring me)\\b (?:to )?(?:\\w+ ){0,2}?${article}\\s?(?:real |live |actual |human )+(?:person|human|agent|operator|being|support|help|someone)?\\b`,
  ),
  new RegExp(`\\b(?:need|want|give me|get me|find me)\\b ${whole}(?: please| pls| now| to (?:help|talk|assist).*)*$`),
  /\b(?:not|instead of|rather than|no more|stop) (?:talking to |with )?(?:a |the |this )?(?:bot|robot|machine|computer)\b/,
  /\bis (?:any|some)(?:one|body) (?:there|available|real)\b/,
  /^(?:agent|operator|human|representative|person|live chat|live support|human help)(?: please| pls)?$/,
  germanHuman,
  /\bescalate\b.{0,20}\b(?:please|ticket|case|issue|this|now)\b|^escalate$/,
];

const commandWords: Record<Exclude<GlobalCommand, 'human'>, RegExp> = {
  cancel:
    /^(?:please )?(?:cancel|cancel (?:that|this|it|please|everything)|stop|stop (?:that|this|it)|abort|never ?mind|forget (?:it|that)|quit|exit)(?: please)?$|^(?:bitte )?(?:abbrechen|brechen sie (?:das )?ab|abbruch|stopp?|vergessen sie es|vergiss es)(?: bitte)?$/,
  back: /^(?:please )?(?:back|go back|previous|previous step|one step back|step back|undo|go back please|back please|(?:bitte )?(?:zurück|einen schritt zurück|zurückgehen)(?: bitte)?)$/,
  restart:
    /^(?:please )?(?:restart|start over|start again|begin again|reset (?:the )?(?:chat|conversation)|restart (?:the )?(?:chat|conversation)|from the (?:beginning|start|top))(?: please)?$|^(?:bitte )?(?:neu ?starten|neu anfangen|noch ?mal von vorn|von vorn(?:e)?(?: anfangen| beginnen)?)(?: bitte)?$/,
  help: /^(?:help|help me|menu|options|what can you do|what can i do(?: here)?|commands|\?|help please|i need help|hilfe|hilfe bitte|was kannst du|was können sie)$/,
};

const notAboutUs =
  /\b(?:human resources|user agent|real estate agent|agent (?:software|service|app|crashed|is not running)|operator (?:panel|console|login))\b/;

/** The command a customer gives in their own words, or null. A request about something else ("restart the server") is none. */
export function detectCommand(text: string): GlobalCommand | null {
  const said = normalise(text);
  for (const command of ['cancel', 'back', 'restart', 'help'] as const) {
    if (commandWords[command].test(said)) return command;
  }
  if (said.length > 300 || notAboutUs.test(said)) return null;
  return humanPatterns.some((pattern) => pattern.test(said)) ? 'human' : null;
}
