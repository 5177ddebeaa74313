import { lines } from '../lines.ts';

/** Written before the grammar was, and never looked at while it was made better; keep it so. */
export const heldOut = {
  with: lines(`
bonjour, le mot de passe de {system} serait {password}
mot de passe {system} : {password}
je tape {strong} comme mot de passe
le nouveau mot de passe sera {password}
mot de passe {strong} refusé
je crois que le mot de passe était {password}
mon identifiant est {user} et mon mot de passe est {password}
vous voulez mon mot de passe ? C'est {strong}
clé du wifi : {password}
le mot de passe provisoire est {password}
phrase secrète : {phrase}
le code PIN de la carte SIM est {pin}
j'ai saisi le pin {pin}
le code que j'ai reçu est {code}
code d'accès {code}
mon code : {code}
jeton d'accès : {token}
api key {token}
carte de crédit {card}
mon numéro de carte est {card}
visa {card}, expire 11/27
le cvv est {cvv}
`),
  without: lines(`
mot de passe refusé
le mot de passe marchait hier
mon mot de passe est difficile à retenir
ce mot de passe est déjà utilisé
qui connaît le mot de passe du projecteur ?
le mot de passe est écrit au tableau
les mots de passe sont synchronisés la nuit
il me faut un nouveau mot de passe pour {name}
on me demande un code PIN que je n'ai pas
le code pays manque
le code source est dans le dépôt
comment créer un jeton ?
le colis {id16} est perdu
référence {id16}
dossier {id}
appelez-moi au {phone}
la facture est de 4 111,11 EUR
la boîte aux lettres est pleine
quelles cartes acceptez-vous ?
la clé de la salle 210 est perdue
{name} est absent jusqu'au {date}
`),
};
