import type { handoff as english } from '../english/handoff.ts';

export const handoff: Record<keyof typeof english, string> = {
  'handoff-started-forward': 'Ich verbinde Sie mit unserem Team. Einen Moment bitte.',
  'handoff-started-relay':
    'Ich verbinde Sie mit unserem Team. Die Antwort kommt hier; was wir bisher geschrieben haben, gebe ich weiter.',
  'handoff-next-desk': 'Dort konnte niemand den Chat annehmen, deshalb frage ich ein anderes Team. Einen Moment bitte.',
  'handoff-passed-on': 'Ihr Chat wird an ein anderes Team weitergegeben. Einen Moment bitte.',
  'handoff-other-team': 'Ich frage ein anderes Team. Einen Moment bitte.',
  'handoff-outside-hours': 'Unser Team ist gerade nicht da. Es ist wieder für Sie da: {opening}.',
  'queue-position':
    '{position, plural, one {Sie sind als Nächstes an der Reihe.} other {Sie sind Nummer # in der Warteschlange.}}',
  'queue-position-and-time':
    '{position, plural, one {Sie sind als Nächstes an der Reihe.} other {Sie sind Nummer # in der Warteschlange.}} Zuletzt dauerte es von hier aus etwa {minutes, plural, one {eine Minute} other {# Minuten}}.',
  'handoff-closed-before-anyone-came':
    'Der Chat wurde geschlossen, bevor jemand aus unserem Team antworten konnte. Ihr Anliegen ist nicht verloren: Ich gebe es weiter, damit das Team sich darum kümmert.',
  'handoff-cancelled': 'In Ordnung, Sie sind wieder beim Assistenten. Was kann ich für Sie tun?',
  'handoff-missed-ticket-coming':
    'Es tut mir leid, niemand aus unserem Team konnte den Chat annehmen. Ich lege ein Ticket an, damit das Team sich per E-Mail bei Ihnen meldet.',
  'handoff-missed-ticket-exists':
    'Es tut mir leid, niemand aus unserem Team konnte den Chat annehmen. Ihr Ticket {number} bleibt offen, und das Team kümmert sich darum.',
  'handoff-missed-ticket-refused':
    'Es tut mir leid, niemand aus unserem Team konnte den Chat annehmen. Ihr Anliegen liegt unserem Team per E-Mail vor, und es wird sich bei Ihnen melden.',
  'handoff-missed-ticket-pending':
    'Es tut mir leid, niemand aus unserem Team konnte den Chat annehmen. Ihr Ticket ist unterwegs, und das Team kümmert sich darum.',
  'human-gone-ticket-coming':
    'Es tut mir leid, Ihr Gegenüber ist nicht mehr da, und niemand sonst konnte den Chat annehmen. Ich lege ein Ticket an, damit das Team sich per E-Mail bei Ihnen meldet.',
  'human-gone-ticket-exists':
    'Es tut mir leid, Ihr Gegenüber ist nicht mehr da, und niemand sonst konnte den Chat annehmen. Ihr Ticket {number} bleibt offen, und das Team kümmert sich darum.',
  'human-gone-ticket-refused':
    'Es tut mir leid, Ihr Gegenüber ist nicht mehr da, und niemand sonst konnte den Chat annehmen. Ihr Anliegen liegt unserem Team per E-Mail vor, und es wird sich bei Ihnen melden.',
  'human-gone-ticket-pending':
    'Es tut mir leid, Ihr Gegenüber ist nicht mehr da, und niemand sonst konnte den Chat annehmen. Ihr Ticket ist unterwegs, und das Team kümmert sich darum.',
  'passed-on-ticket-coming':
    'Unser Team kümmert sich per E-Mail weiter darum: Ich lege ein Ticket mit allem an, was wir geschrieben haben.',
  'passed-on-ticket-exists':
    'Unser Team kümmert sich per E-Mail weiter darum: Ihr Ticket {number} bleibt offen, mit allem, was wir geschrieben haben.',
  'passed-on-ticket-refused':
    'Unser Team kümmert sich per E-Mail weiter darum: Ihr Anliegen wurde ihm geschickt, und es wird sich bei Ihnen melden.',
  'passed-on-ticket-pending': 'Unser Team kümmert sich per E-Mail weiter darum: Ihr Ticket ist unterwegs.',
  'callback-unfinished-ticket-coming':
    'Es wurde kein Anruf vereinbart. Ich lege ein Ticket an, damit das Team sich per E-Mail bei Ihnen meldet.',
  'callback-unfinished-ticket-exists':
    'Es wurde kein Anruf vereinbart. Ihr Ticket {number} bleibt offen, und das Team kümmert sich darum.',
  'callback-unfinished-ticket-refused':
    'Es wurde kein Anruf vereinbart. Ihr Anliegen liegt unserem Team per E-Mail vor, und es wird sich bei Ihnen melden.',
  'callback-unfinished-ticket-pending':
    'Es wurde kein Anruf vereinbart. Ihr Ticket ist unterwegs, und das Team kümmert sich darum.',
  'handed-back':
    'Der Chat mit {agent} ist beendet, und Sie sind wieder beim Assistenten. Kann ich sonst noch etwas für Sie tun?',
  'handed-back-with-ticket':
    'Der Chat mit {agent} ist beendet, und Sie sind wieder beim Assistenten. Ihr Ticket ist {number}. Kann ich sonst noch etwas für Sie tun?',
  'agent-unnamed': 'unserem Team',
  'agent-took-over': '{agent} hat den Chat von {before} übernommen.',
  'agent-is-there': '{agent} ist jetzt für Sie da.',
  'agent-left': '{agent} hat den Chat verlassen. Sobald jemand aus unserem Team frei ist, geht es hier weiter.',
  'agent-silent': '{agent} hat länger nicht geantwortet, deshalb nehme ich den Chat zurück.',
  'connection-lost': 'Die Verbindung zu unserem Team ist abgerissen.',
  'words-not-passed-on':
    'Ihre letzte Nachricht konnte nicht weitergegeben werden, weil die andere Seite sie nicht annimmt. Bitte schreiben Sie es anders.',
  'agent-file-link': '{file}: {url}',
  'file-not-passed-on': 'Ihre Datei {file} konnte nicht weitergegeben werden: {why}.',
  'agent-file-not-shown': '{agent} hat die Datei {file} geschickt, die hier nicht angezeigt werden kann: {why}.',
  'file-too-big': 'Sie ist zu groß',
  'file-type-not-taken': 'Dateien dieser Art werden nicht angenommen',
  'files-not-taken': 'Dateien können hier nicht ausgetauscht werden',
  'file-not-available': 'Sie kann nicht mehr abgerufen werden',

  'customer-no-longer-waits': 'Der Kunde wartet hier nicht mehr auf eine Antwort.',
  'nobody-answered-here':
    'Hier hat niemand rechtzeitig geantwortet. Die Anfrage wird an anderer Stelle weiterverfolgt.',
  'taken-back-here':
    'Der Kunde bekommt von hier keine Antwort mehr; ihm wird an anderer Stelle geholfen. Was hier noch geschrieben wird, bleibt beim Anliegen.',
  'customer-words-missing':
    'Eine Nachricht des Kunden konnte nicht weitergegeben werden. Er wurde gebeten, es anders zu schreiben.',
  'receipt-not-fetched': 'Der Kunde hat diese Nachricht noch nicht abgerufen. Sie wartet auf ihn.',
  'receipt-not-said': 'Diese Nachricht wurde dem Kunden nicht gebracht.',
  'agent-file-not-seen': 'Der Kunde kann Ihre Datei {file} nicht sehen: {why}.',
  'customer-file-missing': 'Der Kunde hat die Datei {file} geschickt. Sie konnte nicht weitergegeben werden: {why}.',
  'customer-has-left': 'Der Kunde hat den Chat beendet.',
  'bot-elsewhere-said': 'Bot: {text}',
  'adopted-chat-ended':
    'Dieser Chat gehört zu einem Anliegen, das abgeschlossen ist; was hier geschrieben wird, erreicht den Kunden nicht. Bitte beenden Sie ihn; ein neues Anliegen öffnet einen neuen Chat.',
  'summary-customer': '{name} <{email}>, Identität {identity}',
  'summary-customer-unnamed': 'Besucher',
  'summary-email-missing': 'keine E-Mail-Adresse',
  'summary-workflow': 'Ablauf: {workflow}',
  'summary-workflow-none': 'Kein Ablauf',
  'summary-ticket': 'Ticket {number}',
  'summary-ticket-none': 'noch kein Ticket',
  'summary-answers': 'Angaben: {answers}',
  'summary-reason': 'Grund: {reason}',
  'reason-customer-asked': 'der Kunde möchte mit einem Menschen sprechen',
  'reason-asked-elsewhere': 'der Assistent des Chats hat um einen Menschen gebeten',
  'reason-not-understood': 'der Assistent hat das Anliegen zweimal nicht verstanden',
  'reason-workflow-gone': 'den Ablauf dieses Chats gibt es nicht mehr',
  'reason-came-back': 'hat bald nach dem Ende des Chats wieder geschrieben',
  'reason-taken-over': 'vom Team übernommen',
};
