import type { tickets as english } from '../english/tickets.ts';

export const tickets: Record<keyof typeof english, string> = {
  'ticket-logged':
    'Ihr Anliegen ist aufgenommen. Ticketnummer: {number}. Wir möchten innerhalb von {responseTime} antworten.',
  'ticket-reply': 'Antwort von {agent} zu Ihrem Ticket {number}: {words}',
  'ticket-closed': 'Ihr Ticket {number} wurde geschlossen.',
  'ticket-reopened': 'Ihr Ticket {number} ist wieder offen.',
  'callback-offered':
    'Es tut mir leid, niemand aus unserem Team konnte den Chat annehmen. Sollen wir Sie anrufen? Sagen Sie mir, wann, zum Beispiel „morgen um 15 Uhr“, oder schreiben Sie „Ticket“, dann meldet sich das Team per E-Mail.',
  'callback-when': 'Wann sollen wir Sie anrufen? Zum Beispiel „morgen um 15 Uhr“ oder „in zwei Stunden“.',
  'callback-when-again':
    'Diese Zeit habe ich nicht verstanden. Bitte schreiben Sie sie wie „morgen um 15:00“, oder schreiben Sie „Ticket“.',
  'callback-outside-hours': 'Zu dieser Zeit arbeitet niemand; dies ist die nächste, zu der jemand da ist.',
  'callback-number': 'Unter welcher Nummer erreichen wir Sie?',
  'callback-number-again': 'Das sieht nicht nach einer Telefonnummer aus. Bitte schreiben Sie sie mit Vorwahl.',
  'callback-confirm': 'Wir rufen Sie an: {time}, unter der Nummer, die auf {ending} endet. Stimmt das?',
  'callback-yes-or-no': 'Bitte antworten Sie mit Ja oder Nein, oder nennen Sie eine andere Zeit.',
  'callback-coming': 'Danke. Ich trage den Anruf ein: {time}.',
  'callback-logged': 'Ihr Rückruf ist vereinbart. Seine Nummer: {number}.',
  'callback-recorded':
    'Ihr Rückruf ist aufgenommen. Seine Nummer dauert noch etwas; Sie erhalten sie {way, select, mail {hier oder, wenn Sie nicht mehr da sind, per E-Mail} other {hier}}.',
  'callback-declined': 'In Ordnung, wir rufen Sie nicht an. Was kann ich für Sie tun?',
  'ticket-refused':
    'Ich konnte kein Ticket anlegen und habe Ihr Anliegen deshalb per E-Mail an unser Team gesendet. Es wird sich bei Ihnen melden.',
  'case-recorded':
    'Ihr Anliegen ist aufgenommen. Die Ticketnummer dauert noch etwas; Sie erhalten sie {way, select, mail {hier oder, wenn Sie nicht mehr da sind, per E-Mail} other {hier}}.',
  'response-time': '{from, number}-{to, plural, one {# Stunde} other {# Stunden}}',
  'priority-name': '{priority, select, high {Hoch} low {Niedrig} other {Mittel}}',

  'ticket-subject-workflow': '{title} - {name}',
  'callback-subject': 'Rückruf: {time} - {name}',
  'callback-line': 'Bitte anrufen: {time}. In den eigenen Worten: „{words}“',
  'ticket-callback-unfinished':
    'Ein Anruf sollte vereinbart werden, aber es wurde nicht gesagt, wann oder unter welcher Nummer.',
  'ticket-subject-chat': 'Chat-Anfrage - {name}',
  'customer-unnamed': 'Besucher',
  'contact-unnamed': 'Unbekannter Besucher',
  'email-not-given': 'nicht angegeben',
  'ticket-identity': 'Identität des Kunden: {identity}',
  'ticket-chat': 'Chat: {chatId} ({channel})',
  'ticket-handoff-missed': 'Der Kunde wollte mit einem Menschen sprechen, und niemand hat rechtzeitig geantwortet.',
  'ticket-passed-on': 'Ein Mitarbeiter hat den Chat zur Bearbeitung per Ticket weitergegeben.',
  'ticket-human-gone':
    'Der Kunde war bei einem Menschen, der nicht mehr geantwortet hat, und sonst konnte niemand den Chat annehmen.',
  'ticket-no-desk': 'Der Kunde bat um einen Menschen, und es gab keinen Arbeitsplatz, der gefragt werden konnte.',
  'assurance-name':
    '{assurance, select, anonymous {unbekannt} claimed {eigene Angabe} known {im Verzeichnis} verified {bestätigt} other {{assurance}}}',
  'account-verified': 'Konto {account}: bestätigt. Ein Code hat seine registrierte Adresse {email} bestätigt.',
  'account-not-verified':
    'Konto {account}: NICHT BESTÄTIGT. Niemand hat die Adresse bestätigt, mit der es registriert ist.',
  'account-of-another':
    'Konto {account}: NICHT BESTÄTIGT. Ein Code hat seine registrierte Adresse {email} bestätigt, aber der Kunde nennt sich {claimed}.',
  'identity-proved': '{assurance}; ein Code hat {email} bestätigt',
};
