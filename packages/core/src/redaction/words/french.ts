import type { Vocabulary } from './vocabulary.ts';

export const french: Vocabulary = {
  nouns: {
    password:
      'mot de passe\nmots de passe\nmot de pass\nmot de pase\nmotdepasse\nmdp\nmot passe\ncle wifi\ncle du wifi\ncle de wifi\ncle wi fi\ncle wpa\ncle reseau',
    phrase: 'phrase de passe\nphrase secrete\nphrase de recuperation\nphrase de securite\nreponse secrete',
    pin: 'code pin\ncode secret\ncode confidentiel\nnumero pin\ncode puk',
    code: 'code\ncodes',
    'qualified-code':
      'code de verification\ncode de securite\ncode d acces\ncode de confirmation\ncode de recuperation\ncode d authentification\ncode sms\ncode a usage unique\ncode de validation\ncode d activation\ncode de deverrouillage\ncode de la porte\ncode de connexion',
    key: 'cle api\ncle d api\ncle pour l api\ncle de l api\ncle secrete\ncle privee\njeton\njeton d acces\ntoken d acces\nsecret client\njeton d api\ncle d acces',
    login: 'identifiants\nacces\ndonnees de connexion\ncompte',
    'card-check': 'cryptogramme\ncryptogramme visuel\ncode cvv\ncode cvc\ncode de la carte',
  },
  nounEnds: '',
  links: 'est etait sera serait sont etaient soit fut etre devient dit',
  framedLinks: '',
  frameEnds: '',
  hedgePhrases:
    'par defaut\nmaintenant\ntoujours\nencore\nactuellement\nsimplement\ndonc\nbien\njuste\ndesormais\nc\nje crois\nje pense\ncrois que\nle suivant\nla suivante\nsuivant\nsuivante\ncelui ci\ncomme suit\ndeja\npeut\npourrait\ndevrait\ndoit\nva\nsemble\npour l instant\nen ce moment\npar exemple\nceci\nvoici\nnormalement\nsurement',
  adjectives:
    'actuel actuelle correct precedent nouveau ancien provisoire temporaire initial maitre principal personnel complet secret',
  connectors:
    'de du des d pour sur a au aux que qu mon ma le la les notre votre nouveau ancien en avec par provisoire temporaire',
  changes: 'change changer mis modifie modifier remplace mets mettez mettre passe',
  changeLinks: 'en par pour a',
  determiners: 'mon ma mes le la les l notre votre son sa un une nouveau nouvelle ancien ancienne actuel ce cet cette',
  roles: 'comme est etait',
  pronouns: 'c ce il elle cela',
  userNouns: 'utilisateur identifiant compte mail',
  plainCodes:
    'erreur postal qr pays source barre barres produit client remise promo statut article couleur morse penal civil',
  compounds: 'erreur postal probleme expiration gestionnaire politique',
  functionWords: `un une des le la les l du de d mon ma mes ton ta tes son sa ses notre nos votre vos leur leurs ce cet cette ces cela ca c j je tu il elle on nous vous ils elles qu que qui quoi dont ou n ne m s t y en celui celle ceux celles
    est etait sont sera serait etre ete suis es ai as a ont avons avez avait aura peut peux pouvez doit dois va vais
    pas plus jamais rien personne aucun aucune non oui deja encore toujours aussi tres trop peu moins si bien mal meme memes tout tous toute toutes autre autres seul seulement presque assez vraiment
    au aux avec sans par pour sur sous dans depuis entre vers chez contre avant apres pendant jusqu selon hors
    et mais donc or ni car comme quand lorsque parce puisque comment pourquoi combien quel quelle quels quelles
    aujourd hui hier demain maintenant bientot ensuite ici`,
  states: `confidentiel confidentielle personnel personnelle prive privee commun commune automatique important importante special speciale normal normale beaucoup identique numerique alphanumerique obsolete expires partages
    incorrect incorrecte correct correcte faux fausse bon bonne mauvais valide invalide inconnu inconnue connu connue nouveau nouvelle ancien ancienne vieux different differente identique vide perdu perdue vole volee fort faible long longue court courte simple complexe complique difficile facile possible impossible disponible visible actif inactif ouvert necessaire obligatoire optionnel temporaire provisoire actuel bizarre casse mort perime perimee expire expiree oublie oubliee bloque bloquee refuse refusee accepte valable public unique requis
    enregistre enregistree stocke note affiche masque verrouille desactive reinitialise modifie partage defini partagee sauvegarde chiffre crypte demande
    marche fonctionne change arrive passe manque
    janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre lundi mardi mercredi jeudi vendredi samedi dimanche`,
  stateEnds: '(?:\\p{L}{3}(?:ment|able|ible|ant|ante)|\\p{L}{2}ée?s?)',
  predicateEnds: 'a par trop tres depuis avant apres hier',
  takings: 'utilise utilisons tape mets mis entre saisis avec choisi',
  courtesies: 'merci svp stp voir regarder demander aide urgent cordialement',
  possessives: 'mien mienne',
  systems:
    'routeur ordinateur logiciel systeme camera boite utilisateur identifiant compte messagerie outlook windows office teams vpn imprimante serveur portable portail telephone reseau wifi',
  enders:
    'merci bonjour salut aide urgent cordialement besoin veux voudrais peux pouvez crois marche fonctionne dit utilisateur identifiant nom telephone expire valable',
  units: 'caracteres caractere lettres chiffres jours jour semaines mois ans annees heures heure minutes fois euros',
};
