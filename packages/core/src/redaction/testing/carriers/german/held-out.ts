import { lines } from '../lines.ts';

/** Written before the grammar was, and never looked at while it was made better; keep it so. */
export const heldOut = {
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
