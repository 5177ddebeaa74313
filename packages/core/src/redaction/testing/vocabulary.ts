export type Language = 'english' | 'german' | 'spanish' | 'french';

const words = (text: string): string[] => text.trim().split(/\s+/);

/** Words that people really take as passwords. */
export const passwordWords: Record<Language, string[]> = {
  english: words(
    'dragon sunshine monkey princess liverpool iloveyou letmein welcome football master shadow superman charlie jordan summer ashley michael qwerty password batman chocolate butterfly purple cheese arsenal chelsea flower secret pokemon starwars mustang hannah tigger ginger cookie pepper banana rainbow angel freedom whatever nicole blink182 trustno1',
  ),
  german: words(
    'schatz fussball hallo sommer passwort geheim hamburg berlin mausi schalke04 dortmund bayern sonnenschein killer schnecke schmetterling lukas daniel baerchen liebling urlaub gartenzaun Katze Hund1 tintenfisch mercedes porsche engel oma opa2 sternchen apfelbaum',
  ),
  spanish: words(
    'barcelona mariposa teamo estrella realmadrid corazon princesa amorcito bonita alejandro chocolate tequiero sevilla gatito cariño mexico america fernando carlos daniela samuel angelito familia',
  ),
  french: words(
    'soleil doudou chouchou marseille bonjour loulou azerty coucou nicolas camille chocolat vacances tintin papillon amour chaton bretagne motdepasse julien thomas princesse nounours',
  ),
};

/** Words for passphrases; any of them may stand next to any other. */
export const phraseWords: Record<Language, string[]> = {
  english: words(
    'correct horse battery staple purple anchor lemon tractor velvet copper window saddle thunder pickle marble canoe walnut planet guitar rocket feather cabin silver orbit cactus violin harbor maple turtle lantern',
  ),
  german: words(
    'Apfel Tisch Fenster Regen Löwe Kupfer Bahnhof Nebel Birne Kamin Wolke Dachs Honig Zirkel Ofen Brücke Salz Trommel Gabel Mond Traktor Zwiebel Kissen Rakete',
  ),
  spanish: words(
    'caballo mesa ventana lluvia cobre tren niebla pera nube miel puente sal tambor luna tractor cebolla almohada cohete guitarra limón bosque zapato',
  ),
  french: words(
    'cheval table fenêtre pluie cuivre train brouillard poire nuage miel pont sel tambour lune tracteur oignon coussin fusée guitare citron forêt soulier',
  ),
};

/** Things that have a password. */
export const systems: Record<Language, string[]> = {
  english: words('mail e-mail VPN Outlook laptop account Wi-Fi printer router portal QuickBooks server'),
  german: words('Postfach Konto VPN Outlook Laptop WLAN Drucker Router Portal E-Mail-Konto Server'),
  spanish: words('correo VPN Outlook portátil cuenta wifi impresora router portal servidor'),
  french: words('messagerie VPN Outlook portable compte wifi imprimante routeur portail serveur'),
};

export const names = words('John Maria Peter Anna Luca Sophie Jürgen José Claire Ahmed');
export const users = words('jdoe john.doe m.mueller admin root sgarcia backup-user claire');
export const emails = words(
  'john@company.com m.mueller@firma.de sgarcia@empresa.es claire.dubois@societe.fr it@company.com',
);

/** What people write around a request; never part of a secret and never one. */
export const before: Record<Language, string[]> = {
  english: ['Hi, ', 'Hello! ', 'hey ', 'Good morning. ', 'ok so ', 'Sorry, one more thing: '],
  german: ['Hallo, ', 'Guten Tag! ', 'hi ', 'Moin. ', 'also ', 'Entschuldigung, noch etwas: '],
  spanish: ['Hola, ', '¡Buenos días! ', 'hola ', 'Perdona, una cosa: '],
  french: ['Bonjour, ', 'Salut ! ', 'bonjour ', 'Pardon, encore une chose : '],
};
export const after: Record<Language, string[]> = {
  english: [
    ' Thanks!',
    ' Can you help?',
    '. I want to talk to a human.',
    ', thank you',
    '\nBest regards, John',
    '. It is urgent.',
  ],
  german: [
    ' Danke!',
    ' Können Sie helfen?',
    '. Ich möchte mit einem Menschen sprechen.',
    ', danke',
    '\nViele Grüße, Anna',
    '. Es eilt.',
  ],
  spanish: [' ¡Gracias!', ' ¿Me puede ayudar?', '. Quiero hablar con una persona.', ', gracias', '. Es urgente.'],
  french: [' Merci !', ' Pouvez-vous m’aider ?', '. Je veux parler à quelqu’un.', ', merci', '. C’est urgent.'],
};
