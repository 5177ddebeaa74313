import { lines } from '../lines.ts';

/** Known phrasings that carry none. */
export const withoutSecret = lines(`
mein Passwort ist abgelaufen
mein Passwort ist falsch
mein Passwort funktioniert nicht
ich habe mein Passwort vergessen
Passwort vergessen
das Passwort wurde gestern geändert
mein Passwort wird nicht mehr angenommen
Das Kennwort ist nicht korrekt
ist mein Passwort zu kurz?
Passwort zurücksetzen bitte
wie ändere ich mein Passwort für {system}?
das Passwort für {system} ist seit gestern ungültig
das Passwort steht auf dem Zettel
das Passwort war gestern noch richtig
Passwortmanager startet nicht
die Passwortrichtlinie verlangt 12 Zeichen
mein Passwort muss 12 Zeichen lang sein
wie lautet mein Passwort?
das Passwort ist das gleiche wie vorher
ich habe mein Passwort geändert und jetzt geht {system} nicht
ich brauche ein neues Kennwort für {name}
die PIN ist gesperrt
meine PIN wurde dreimal falsch eingegeben
wo gebe ich die PIN ein?
der Code kommt nicht an
ich habe keinen Code bekommen
der Code ist ungültig
Fehlercode {error}
der Code ist 0x80070005
Postleitzahl {zip}
der QR-Code lässt sich nicht scannen
der API-Schlüssel ist abgelaufen
wo finde ich den Token?
der Schlüssel steckt
Bestellnummer {id16}
Bestellung {id16} ist nicht da
Sendungsnummer {id16}
Ticket {id} ist noch offen
meine Kundennummer ist {id}
Rechnung {invoice} stimmt nicht
Seriennummer {serial}
Gerätenummer {uuid}
meine Telefonnummer ist {phone}
IBAN {iban}
Termin am {date} um 14:30
der Server {host} mit der IP {ip} ist weg
bitte {host} neu starten
mein Benutzername ist {user}
meine E-Mail-Adresse ist {email}
{name} aus der Buchhaltung kann sich nicht anmelden
Outlook fragt dauernd nach dem Kennwort
Raum 4711 ist zu kalt
Durchwahl 4711 klingelt nicht
meine Karte wurde abgelehnt
die letzten vier Ziffern sind 1111
kann ich bitte mit einem Menschen sprechen
der zweite Bildschirm bleibt schwarz
ja, bitte
nein danke
das war alles, vielen Dank
seit dem Update auf Windows11 ist das Passwort weg
der Reisepass ist abgelaufen
ich warte seit 25 Minuten
Kennwörter laufen alle 90 Tage ab
das Passwort ist 90 Tage alt
mein Passwort läuft bald ab
Ihr Passwort wurde geändert, steht da
das Passwort wurde nicht erkannt
mein Passwort ist nicht mehr gültig
das Passwort ist blockiert
das Passwort ist deaktiviert
das Passwort ist hinterlegt
das Passwort ist in KeePass gespeichert
mein Passwort ist im Browser gespeichert
das Passwort ist allen bekannt
mein Passwort ist doch richtig
das Passwort ist auf dem Handy ein anderes
mein Passwort ist eigentlich richtig
das Passwort ist zu einfach
das Passwort ist zu alt
mein Passwort ist noch das alte
das Passwort ist wie immer
das Passwort ist so lang
das Passwort kenne ich nicht
das Passwort weiß {name}
das Passwort haben alle
das Passwort kann nicht geändert werden
das Passwort stimmt nicht überein
die Passwörter stimmen nicht überein
beide Passwörter sind falsch
Passwort: vergessen
Passwort: abgelaufen
Passwort - wie ändern?
Betreff: Passwort
Thema: Passwort, Priorität: hoch
Problem: Passwort geht nicht
Passwort oder PIN?
Passwort und Benutzername sind unbekannt
ich weiß das Passwort vom {system} nicht
ich habe das Passwort in Outlook geändert
ich habe mein Passwort auf ein längeres geändert
ich möchte mein Passwort ändern
wer hat mein Passwort geändert?
kann ich das Passwort haben?
wie lange ist mein Passwort gültig?
ein Passwort muss eine Ziffer enthalten
Passwortänderung geht nicht
Passwortwechsel alle 90 Tage
Passwortabfrage kommt dauernd
die PIN ist falsch
die PIN hat vier Stellen
PIN vergessen
ich habe die PIN geändert
der Code ist falsch
der Code ist abgelaufen
Code nicht erhalten
ich brauche einen neuen Code
der Code hat 8 Stellen
bitte Code noch einmal senden
wofür ist der Code?
Zeile 42 im Code ist falsch
Stopcode 0x0000007B
Rabattcode geht nicht
Barcodeleser defekt
der Token wurde gesperrt
Hardwaretoken verloren
API-Schlüssel fehlt
der Schlüssel passt nicht
Taste 7 klemmt
Anmeldung schlägt fehl
Anmeldedaten sind falsch
Zugangsdaten fehlen
mein Zugang ist gesperrt
Zugang zu {host} bitte
Konto gesperrt
meine Bestellung ist {id16}
Paketnummer {id16}
Auftrag {id16}
Referenz {id16}
die Nummer des Vorgangs ist {id16}
Fax {phone}
{phone} ist meine Handynummer
vom {date} bis {date}
das Notebook {serial} ist kaputt
Rechnung {invoice} vom {date}
es ist heute 3 mal passiert
der Bericht hat 1200000 Zeilen
Raum 210, Platz 14
2 Bildschirme, 1 Dock
die VPN-Verbindung bricht alle 10 Minuten ab
der Drucker HP4500 hat Papierstau
die Karte öffnet die Tür nicht
wir zahlen mit Karte
Kreditkartenabrechnung fehlt
jetzt geht es, danke
wie sind Ihre Öffnungszeiten?
mein Passwort scheint falsch zu sein
das Passwort klingt komisch
das Passwort ist nirgends zu finden
mein Passwort ist viel zu lang
ist das Passwort für {system} dasselbe wie für {host}?
das Passwort ist auf dem Brief gedruckt
Admin-Passwort unbekannt
neues Passwort für {name} angefordert
Passwort für {name} bitte
drei Passwörter, ein Kopf
das Passwort ist vertraulich
das Passwort ist teilweise verdeckt
PIN erforderlich
Code fehlt
Code wurde schon benutzt
welchen Code meinen Sie?
Zugriff verweigert
Konto von {name} gesperrt
Karte {id} öffnet Tür 4 nicht
Geschenkkarte ist leer
Zählerstand 00123456
meine Personalnummer ist {id}
Beleg {id16} fehlt
siehe {uuid} im Protokoll
`);
