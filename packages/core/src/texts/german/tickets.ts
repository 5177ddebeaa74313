import type { tickets as english } from '../english/tickets.ts';

export const tickets: Record<keyof typeof english, string> = {
  'ticket-logged':
    'Ihr Anliegen ist aufgenommen. Ticketnummer: {number}. Wir möchten innerhalb von {responseTime} antworten.',
  'ticket-refused':
    'Ich konnte kein Ticket anlegen und habe Ihr Anliegen deshalb per E-Mail an unser Team gesendet. Es wird sich bei Ihnen melden.',
  'case-recorded':
    'Ihr Anliegen ist aufgenommen. Die Ticketnummer dauert noch etwas; Sie erhalten sie {way, select, mail {hier oder, wenn Sie nicht mehr da sind, per E-Mail} other {hier}}.',
  'response-time': '{from, number}-{to, plural, one {# Stunde} other {# Stunden}}',
  'priority-name': '{priority, select, high {Hoch} low {Niedrig} other {Mittel}}',

  'ticket-subject-workflow': '{title} - {name}',
  'ticket-subject-chat': 'Chat-Anfrage - {name}',
  'customer-unnamed': 'Besucher',
  'contact-unnamed': 'Unbekannter Besucher',
  'email-not-given': 'nicht angegeben',
  'ticket-identity': 'Identität des Kunden: {identity}',
  'ticket-chat': 'Chat: {chatId} ({channel})',
  'ticket-handoff-missed': 'Der Kunde wollte mit einem Menschen sprechen, und niemand hat rechtzeitig geantwortet.',
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
