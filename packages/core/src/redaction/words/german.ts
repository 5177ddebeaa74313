import type { Vocabulary } from './vocabulary.ts';

export const german: Vocabulary = {
  nouns: {
    password:
      'passwort\nmailpasswort\nemailpasswort\nbenutzerpasswort\nbenutzerkennwort\nadminpasswort\nadministratorkennwort\nadministratorpasswort\nwindowspasswort\nwindowskennwort\nwlanpasswort\nkontopasswort\nnetzwerkpasswort\nmasterpasswort\npassworter\npasswortern\npassworts\npasswortes\nkennwort\nkennworter\nkennwortern\nkennwortes\nlosungswort\ncodewort\nwlan schlussel\nwlan key\nwifi schlussel\nnetzwerkschlussel\nwlanschlussel\nsicherheitsschlussel\npw\npasswoerter',
    phrase: 'passphrase\npassphrasen\nkennsatz\nwiederherstellungsphrase\nsicherheitsantwort\nmerksatz',
    pin: 'geheimzahl\ngeheimnummer\npin nummer\nentsperrcode\npin\npin zahl',
    'qualified-code':
      'bestatigungscode\nsicherheitscode\nzugangscode\nzugriffscode\neinmalcode\neinmalkennwort\neinmalpasswort\ntuercode\nturcode\nanmeldecode\nverifizierungscode\nverifikationscode\nfreischaltcode\naktivierungscode\nsms code\nsmscode\nbackup code\nbackupcode\nwiederherstellungscode\npin code\ntan\nalarmcode\nauthentifizierungscode\nprufcode\nlogincode',
    key: 'api schlussel\napischlussel\nzugangsschlussel\nzugriffsschlussel\ngeheimer schlussel\ngeheimen schlussel\ngeheime schlussel\nprivater schlussel\nprivate schlussel\nwiederherstellungsschlussel\nzugriffstoken\nzugangstoken\napi geheimnis\nschlussel zur api\nschlussel fur die api\nschlussel der api',
    login:
      'zugangsdaten\nanmeldedaten\nlogindaten\nlogin daten\nzugang\nzugange\nbenutzerdaten\neinwahldaten\nanmeldung',
    'card-check': 'prufnummer\nkartenprufnummer\nprufziffer\nkartenprufziffer\nsicherheitsnummer',
  },
  nounEnds: 'passwort kennwort passwoerter',
  links: 'ist war lautet lautete heisst hiess sind waren ware sei bleibt',
  framedLinks: 'soll sollte musste muss durfte konnte wird wurde mag',
  frameEnds: 'sein lauten heissen',
  hedgePhrases:
    'standardmassig\njetzt\nimmer\nnoch\nimmer noch\nnun\naktuell\neinfach\nderzeit\nmomentan\naber\nja\ndoch\neigentlich\nwohl\nwahrscheinlich\nvermutlich\nglaube ich\ndenke ich\nmeine ich\nich glaube\nwie folgt\nfolgendes\nfolgende\nseit heute\nnur\nbisher\nweiterhin\nalso\nmeines wissens\nzurzeit\nzur zeit\nim moment\nbei mir\nab heute\nschon immer\nangeblich\ndemnach\nnamlich\nz b\nzum beispiel\nwieder\ngerade\nhier',
  adjectives: 'hier unten oben dazu davon dafur',
  connectors:
    'fur fuer zu zum zur von vom beim bei auf am im in an des der das die dem den ich wir sie er mein meine furs ubers aus mit',
  changes:
    'geandert gewechselt gesetzt umgestellt zuruckgesetzt andern gestellt geaendert aendern vergeben setzen setzt zurucksetzen stellen',
  changeLinks: 'auf in zu',
  determiners:
    'mein meine meinem meinen meiner das die der dem den unser unsere unserem ihr ihre ihrem dein deine sein seine ein eine einem neues neue neuen altes alte alten aktuelles aktuelle gultiges richtige wlan mail gast admin',
  roles: 'als ist war',
  pronouns: 'es das dies',
  userNouns: 'benutzer benutzername nutzer kennung anmeldename konto',
  plainCodes:
    'fehler fehlermeldung qr bar post lander quell produkt artikel kunden gutschein rabatt status ortsvorwahl zeile zeilen hersteller lieferanten',
  compounds:
    'andern anderung zurucksetzen zurucksetzung manager richtlinie richtlinien eingabe feld fenster safe problem probleme fehler karte liste wechsel abfrage schutz lange hinweis seite dialog',
  functionWords: `ein eine einem einen einer eines der die das dem den des mein meine meinem meinen meiner dein deine sein seine ihr ihre ihrem ihren unser unsere unserem kein keine keinen keiner es er sie wir ich du man dies diese dieser dieses diesem diesen jener jede jeder jedes alle allen aller beide beiden jemand jemandem mir mich dir dich ihm ihn uns euch ihnen sich selbst
    ist sind war waren bin bist wird werden wurde wurden worden hat habe haben hatte hatten kann konnen konnte muss mussen musste soll sollen sollte darf durfen durfte will wollen wollte mag wurde
    nicht nie niemals nichts nirgends niemand weder noch auch nur schon immer wieder mehr erst bereits leider angeblich offenbar scheinbar vermutlich wohl vielleicht wahrscheinlich sehr zu so wie als ob wenn weil da dass denn aber und oder sondern doch ja nein also trotzdem jedoch deshalb ganz vollig ziemlich etwas genau fast gar uberhaupt eigentlich
    auf in im an am bei beim mit ohne fur fuer von vom zum zur aus nach vor seit bis uber unter durch gegen um ab laut per via wegen trotz wahrend zwischen hinter neben
    was wer wo wann warum wieso weshalb welche welcher welches welchem wem wen
    heute gestern morgen jetzt bald spater dann dort hier oben unten damals neulich`,
  states: `privat gemeinsam automatisch normal speziell wichtig blod doof nervig kryptisch ungeeignet komplett vollstandig unvollstandig intern extern original echt unecht lesbar fremd zweimal dreimal teilweise
    falsch richtig korrekt inkorrekt gut schlecht ok okay gultig ungultig unbekannt bekannt neu alt anders gleich identisch leer weg verloren verschwunden gestohlen sicher unsicher stark schwach lang kurz langer kurzer einfach komplex kompliziert schwierig schwer leicht moglich unmoglich verfugbar sichtbar aktiv inaktiv offen zuruckgesetzt fallig notig erforderlich optional temporar vorlaufig dauerhaft aktuell standard klar unklar merkwurdig komisch kaputt tot defekt fehlt gross klein egal offentlich schuld pflicht hin futsch
    abgelaufen vergessen verboten gesperrt verwendet benutzt geandert abgelehnt angenommen akzeptiert gespeichert hinterlegt notiert aufgeschrieben verschlusselt blockiert deaktiviert veraltet
    geht gehen ging kommt steht liegt hangt bleibt funktioniert klappt stimmt passt fehlt lauft verlangt
    januar februar marz april mai juni juli august september oktober november dezember montag dienstag mittwoch donnerstag freitag samstag sonntag`,
  stateEnds:
    '(?:^(?:ge|ver|be|ent|zer|hinter|unter|uber|ab|auf|aus|ein|an|vor|zu|um|nach|weg)\\p{L}{3,}(?:t|en)|\\p{L}{3}(?:bar|lich|iert|haft|sam|[^f]isch|weise)|\\p{L}{4}(?:ig|end|los|voll))',
  predicateEnds: 'zu worden sehr mehr vor nach bis heute gestern',
  takings: 'nehme nehmen nutze nutzen benutze benutzen verwende verwenden gebe geben tippe tippen setze habe mit',
  courtesies: 'bitte danke dank siehe schauen fragen hilfe dringend gruss grusse',
  possessives: 'meins meines meiner meine',
  systems:
    'router postfach mailbox kamera scanner tablet datenbank intranet programm rechner computer benutzername benutzer konto postfach outlook windows office teams vpn drucker server rechner laptop portal telefon handy netz seite wlan',
  enders:
    'danke dank vielen viele grusse gruss mfg lg hallo hilfe dringend geht gehts funktioniert klappt stimmt brauche mochte will kann konnen konnt glaube denke dachte sagt benutzername benutzer name telefon gultig bis prufnummer komme kommt melde sein lauten heissen',
  units:
    'zeichen ziffern ziffer stellen stellig buchstaben tage tagen tag wochen woche monate monaten monat jahre jahren jahr stunden stunde minuten minute mal prozent uhr euro',
};
