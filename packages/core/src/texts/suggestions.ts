import { detectCommand } from '../language/detect-command.ts';
import { parseYesNo } from '../language/parse-answer.ts';
import { wantsNewCode } from '../language/wants-new-code.ts';
import type { TextKey } from './catalogue.ts';

/** What pressing a button must be understood as when its words come back as a message; the language part is asked, not the key. */
export const suggestionMeanings = {
  'suggestion-human': (text) => detectCommand(text) === 'human',
  'suggestion-cancel': (text) => detectCommand(text) === 'cancel',
  'suggestion-yes': (text) => detectCommand(text) === null && parseYesNo(text) === true,
  'suggestion-no': (text) => detectCommand(text) === null && parseYesNo(text) === false,
  'suggestion-resend-code': (text) => detectCommand(text) === null && wantsNewCode(text),
} as const satisfies Partial<Record<TextKey, (text: string) => boolean>>;

/** True when the words of a button are understood as what it stands for; texts that are no buttons always are. */
export function isUnderstood(key: TextKey, text: string): boolean {
  const meanings: Partial<Record<TextKey, (said: string) => boolean>> = suggestionMeanings;
  return meanings[key]?.(text) ?? true;
}
