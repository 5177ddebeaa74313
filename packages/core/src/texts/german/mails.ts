import type { mails as english } from '../english/mails.ts';

const facts = 'Ticketnummer: {number}\nBetreff: {subject}\nStatus: Offen\nPriorität: {priority}';
const details = `${facts}\nKunde: {name}\nE-Mail: {email}\nIdentität: {identity}`;

export const mails: Record<keyof typeof english, string> = {
  'mail-greeting': 'Guten Tag {name},',
  'mail-greeting-unnamed': 'Guten Tag,',
  'customer-ticket-mail-subject': 'Ihr Support-Ticket #{number}',
  'customer-ticket-mail-text': `{greeting}\n\nwir haben Ihr Anliegen erhalten.\n\n${facts}\nAntwort voraussichtlich innerhalb von: {responseTime}\n\nIhr Support-Team`,
  'unproved-ticket-mail-text':
    'Guten Tag,\n\njemand hat in unserem Support-Chat diese Adresse angegeben, und wir haben das Anliegen erhalten. Wenn Sie das nicht waren, können Sie diese E-Mail ignorieren.\n\nTicketnummer: {number}\nStatus: Offen\nPriorität: {priority}\nAntwort voraussichtlich innerhalb von: {responseTime}\n\nIhr Support-Team\n\nBetreff: {subject}',
  'team-ticket-mail-subject': 'Neues Ticket #{number} - {subject}',
  'team-ticket-mail-text': `Aus einem Chat wurde ein neues Ticket angelegt.\n\n${details}`,
  'contact-ticket-mail-subject': 'Ticket #{number} für {name} angelegt',
  'contact-ticket-mail-text': `Sie sind Ansprechperson für diesen Kunden. Aus einem Chat wurde ein Ticket angelegt.\n\n${details}`,
  'refused-ticket-mail-subject': 'Ticket abgelehnt - {subject}',
  'refused-ticket-mail-text':
    'Das Ticketsystem hat diesen Fall abgelehnt. Bitte bearbeiten Sie ihn von Hand.\n\nFall: {caseKey}\nChat: {chatId}\nKunde: {name}\nE-Mail: {email}',
  'customer-unknown': 'unbekannt',
  'code-mail-subject': 'Ihr Bestätigungscode',
  'code-mail-text':
    'Guten Tag,\n\nIhr Bestätigungscode ist {code}\n\nEr gilt nur für diesen Chat, und 10 Minuten lang. Wenn Sie ihn nicht angefordert haben, können Sie diese E-Mail ignorieren.',
  'mail-transcript-head': 'Der bisherige Chat:',
  'unheard-mail-subject': 'Neues zu Ihrem Anliegen',
  'unheard-mail-intro':
    'Sie haben uns am {at, date, long} im Chat geschrieben. Seitdem gibt es Neues, das Sie vielleicht noch nicht gesehen haben:',
};
