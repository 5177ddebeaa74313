import type { conversation as english } from '../english/conversation.ts';

export const conversation: Record<keyof typeof english, string> = {
  greeting: 'Guten Tag! Womit kann ich Ihnen helfen?',
  'thanks-answered': 'Gern geschehen! Kann ich sonst noch etwas für Sie tun?',
  'files-not-readable':
    'Dateien kann ich noch nicht öffnen, aber jemand aus unserem Team kann das. Worum geht es denn?',
  'nothing-to-cancel': 'Es gibt nichts abzubrechen. Was kann ich für Sie tun?',
  cancelled: 'In Ordnung, das habe ich abgebrochen. Kann ich sonst noch etwas für Sie tun?',
  restarted: 'Fangen wir von vorn an. Womit kann ich Ihnen helfen?',
  'help-offered':
    'Bei den folgenden Themen kann ich helfen. Sie können jederzeit "zurück", "abbrechen", "neu starten" oder "mit einem Menschen sprechen" schreiben.',
  'no-earlier-step': 'Es gibt keinen früheren Schritt. Womit kann ich Ihnen helfen?',
  'not-understood': 'Ich bin nicht sicher, ob ich Sie verstanden habe. Geht es um eines dieser Themen?',
  'no-passwords-please':
    'Bitte senden Sie hier keine Passwörter, PINs oder Kartennummern; wir fragen nie danach. Was danach aussah, habe ich nicht aufbewahrt. Wenn es echt war, ändern Sie es bitte.',

  holding: 'Einen Moment bitte, ich arbeite noch daran.',
  'waiting-over': 'Vielen Dank, dass Sie gewartet haben.',
  'still-working':
    'Das dauert länger als sonst. Ich bleibe daran, und Sie erhalten eine E-Mail, sobald es erledigt ist.',

  'suggestion-human': 'Mit einem Menschen sprechen',
  'suggestion-cancel': 'Abbrechen',
  'suggestion-yes': 'Ja',
  'suggestion-no': 'Nein',
  'suggestion-resend-code': 'Code erneut senden',

  'speaker-customer': 'Kunde',
  'speaker-agent': 'Team',
  'speaker-assistant': 'Assistent',
};
