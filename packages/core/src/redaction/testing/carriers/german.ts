import { lines } from './lines.ts';

/** Known phrasings: the grammar may be made better with them. */
export const german = {
  with: lines(`
mein Passwort ist {password}
mein passwort ist: {password}
Passwort: {password}
kennwort: {password}
Kennwort = {password}
PW: {password}
pw {strong}
das Passwort für mein {system} ist {password}
Das Kennwort für {system} lautet {password}
mein Passwort lautet {password}, aber es geht nicht
Mein altes Passwort war {password}
ich habe mein Passwort auf {password} geändert
habe das Kennwort in {strong} geändert
das Passwort heißt {password}
Benutzer {user} Passwort {strong}
Benutzername: {user}, Passwort: {password}
hier ist mein Passwort: {password}
hier mein Passwort "{password}"
das WLAN-Passwort ist {password}
WLAN-Schlüssel: {strong}
Das Mailpasswort lautet {password}
{strong} ist mein Passwort
ich melde mich mit {strong} als Passwort an
mit dem Passwort {strong} komme ich nicht rein
Das Passwort, das ich benutze, ist {password}
das Passwort von meinem {system} war immer {password}
mein Passwort ist immer noch {password}
mein Passwort ist jetzt {password}
Die Passphrase lautet {phrase}
meine Passphrase ist {phrase}
Passphrase: "{phrase}"
meine PIN ist {pin}
PIN: {pin}
die Geheimzahl ist {pin}
Meine Pin lautet {pin} und das Handy bleibt gesperrt
der Türcode ist {pin}
der Code ist {code}
der Code lautet {code}
Bestätigungscode: {code}
Code {code}
ich habe den Code {code} bekommen
TAN {code}
Sicherheitscode {code}
API-Schlüssel: {token}
mein API-Key ist {token}
Der Token ist {token}
Zugangsdaten: {user} / {strong}
Anmeldedaten {user} / {strong}
Zugangscode: {code}
PUK: {puk}
meine Kreditkarte {card}
Kartennummer: {card}
ich habe mit {card} bezahlt
die Nummer der Karte ist {card}
bitte von {card} abbuchen
Kreditkarte {card}, Prüfnummer {cvv}
mein Passwort soll {password} sein
das Passwort müsste {password} sein
das Passwort dürfte {password} sein
mein Passwort ist eigentlich {password}
Das Passwort ist bei mir {password}
mein Masterpasswort ist {password}
Admin-Passwort: {password}
das Administratorkennwort lautet {password}
Root-Passwort {strong}
das Benutzerkennwort ist {password}
Login: {user}
Passwort: {password}
Passwort von {name}: {password}
Kennwort vom {system}: {password}
das Passwort zum {system} ist {password}
das Kennwort fürs {system} ist {password}
das Passwort des Kontos ist {password}
das richtige Passwort ist {password}
er sagte, das Passwort ist {password}
ich gebe {strong} als Kennwort ein
mit Passwort {strong} geht es auf dem Handy
angemeldet mit Benutzer {user} und Passwort {strong}
bitte das Passwort auf {strong} setzen
bitte setzen Sie mein Passwort auf {strong} zurück
altes Passwort: {password}, neues Passwort: {strong}
Passwort ist "{password}" ohne Anführungszeichen
Passwort ist {password}. Gestern ging es noch
mein Passwort ist {password} glaube ich
mein Passwort ist {password} und der Benutzer ist {user}
mein Pw ist {password}
mein PW lautet {strong}
Netzwerkschlüssel: {strong}
der WLAN-Key ist {strong}
die Passphrase ist: {phrase}
unsere Passphrase war immer {phrase}
Passphrase für die Platte: {phrase}
meine PIN fürs Handy ist {pin}
PIN {pin}
SIM-PIN {pin}
die Pin vom Telefon ist {pin}
der Entsperrcode ist {pin}
Alarmcode: {pin}
der Code in der Mail ist {code}
der Code aus der App ist {code}
{code} ist der Code
mein Bestätigungscode lautet {code}
SMS-Code {code}
Ihr Code {code} geht nicht
Einmalpasswort {code}
mein Zugriffstoken ist {token}
Token: {token}
der API-Schlüssel für den Shop ist {token}
Secret: {token}
Zugangsdaten sind {user} / {strong}
Kreditkartennummer {card}
Kartennr. {card}
EC-Karte {card}
Visa {card} bitte belasten
Prüfziffer {cvv}
es will ein Passwort, meins ist {password}
das Postfach hat das Passwort {strong}
er hat mir das Passwort {strong} gegeben
Sie haben mein Passwort auf {password} gesetzt
das Passwort aus dem Brief war {password}
Laptop-Passwort: {password}
altes PW {strong} neues PW {strong}
mein Passwort ist wahrscheinlich {password}
meine Mail ist {email} und das Passwort ist {password}
nehme {strong} als Passwort
die PIN, die ich gewählt habe, ist {pin}
Pin-Nr. {pin}
Code für die Tür: {pin}
Code aus der SMS ist {code}
hier ist der Code: {code}
Token für den Server: {token}
Passphrase für SSH ist {phrase}
Passphrase {phrase}
meine Karte: {card}
mit Visa {card} am {date} bezahlt
`),
  without: lines(`
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
`),
};

/** Written before the grammar was, and never looked at while it was made better. */
export const germanHeldOut = {
  with: lines(`
Hallo, mein Kennwort für {system} wäre {password}, können Sie das prüfen?
Passwort für {system}: {password}
Als Passwort habe ich {strong} eingegeben
mein Zugang: {user} / {strong}
das neue Passwort soll {password} sein
Kennwort {strong} wird abgelehnt
User {user}, PW {strong}
Ich glaube, das Passwort war {password}
mein Passwort hat sich geändert, es lautet jetzt {password}
Sie brauchen mein Passwort? Es ist {strong}
das vorläufige Passwort von Ihnen ist {password}
Windows-Kennwort: {password}
Passphrase fürs Backup: {phrase}
die Passphrase war glaube ich {phrase}
Handy-PIN {pin}
PIN fürs Handy: {pin}
ich habe {pin} als PIN eingegeben
In der SMS steht der Code {code}
mein Code: {code}
Bestätigungscode ist {code}, stimmt das?
der Einmalcode lautet {code}
API-Token: {token}
Schlüssel für die API: {token}
der geheime Schlüssel ist {token}
Karte {card}
Mastercard {card}, gültig bis 11/27
meine Kreditkartennummer lautet {card}
Abbuchung von {card} ist doppelt
CVC {cvv}
WLAN: Gast, Passwort: {password}
`),
  without: lines(`
Passwort wird abgelehnt
das Passwort ist angeblich unsicher
ist das Passwort im Klartext gespeichert?
mein Kennwort läuft morgen ab
Passworteingabe nicht möglich
das Passwort liegt beim Chef
mein Passwort ist leider weg
mein Passwort ist schwer zu merken
dieses Passwort ist schon verwendet worden
wer kennt das Passwort vom Beamer?
das Kennwort haben Sie mir nie geschickt
neues Passwort gesetzt, {system} will noch das alte
die Passwörter werden nachts abgeglichen
das WLAN-Passwort hängt am Brett
PIN-Eingabe ist gesperrt
ich wurde nach einer PIN gefragt
der Code wird nicht erkannt
der Ländercode fehlt
Quellcode liegt im Archiv
der Produktcode ist {invoice}
wie erzeuge ich einen Token?
Paket {id16} ist verschwunden
Vorgang {id16} bitte prüfen
Aktenzeichen {id}
Inventarnummer {serial}
erreichbar unter {phone}
Bankverbindung {iban}
die Rechnung beträgt 4.111,11 EUR
der Mauszeiger springt
das Postfach ist voll
welche Karten nehmen Sie?
meine Kartennummer möchte ich hier nicht nennen
der Schlüssel für Raum 210 ist verloren
{name} ist bis {date} im Urlaub
`),
};
