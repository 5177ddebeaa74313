import { lines } from '../lines.ts';

/** Known phrasings that carry a secret: the grammar may be made better with them. */
export const withSecret = lines(`
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
`);
