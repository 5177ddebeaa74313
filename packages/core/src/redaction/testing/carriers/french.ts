import { lines } from './lines.ts';

/** Known phrasings: the grammar may be made better with them. */
export const french = {
  with: lines(`
mon mot de passe est {password}
mon mot de passe est : {password}
mot de passe : {password}
Mot de passe = {password}
mdp : {password}
mdp {strong}
le mot de passe de ma {system} est {password}
le mot de passe pour {system} est {password}
mon mot de passe était {password} et ça ne marche plus
le mot de passe que j'utilise est {password}
j'ai changé mon mot de passe en {password}
j'ai mis {strong} comme mot de passe
utilisateur {user} mot de passe {strong}
identifiant : {user}, mot de passe : {password}
voici mon mot de passe : {password}
{strong} est mon mot de passe
avec le mot de passe {strong} je n'arrive pas à entrer
le mot de passe du wifi est {password}
la clé wifi est {strong}
mon mot de passe est maintenant {password}
mon mot de passe est toujours {password}
ma phrase de passe est {phrase}
phrase de passe : "{phrase}"
mon code PIN est {pin}
PIN : {pin}
le code secret est {pin}
le code est {code}
code : {code}
mon code de vérification est {code}
j'ai reçu le code {code}
code de sécurité {code}
clé API : {token}
ma clé d'API est {token}
le jeton est {token}
identifiants : {user} / {strong}
ma carte est {card}
numéro de carte : {card}
j'ai payé avec {card}
la carte {card} a été refusée
carte bancaire {card} cryptogramme {cvv}
mon mot de passe devrait être {password}
le mot de passe peut être {password}
je pense que mon mot de passe est {password}
le bon mot de passe est {password}
le mot de passe de {name} est {password}
mot de passe du serveur : {password}
mot de passe de {system} : {password}
mot de passe pour {system} : {password}
l'ancien mot de passe était {password}
mon mot de passe est "{password}"
mon mot de passe est {password} et l'utilisateur {user}
mot de passe {strong}
utilisateur : {user}
password: {password}
j'entre {strong} comme mot de passe et ça échoue
mettez mon mot de passe à {strong}
mon mdp est {password}
le mdp c'est {password}
mon password est {password}
la clé wifi : {strong}
la phrase de passe était {phrase}
mon pin : {pin}
le code PIN est {pin}
PIN {pin}
le code du mail est {code}
{code} est le code
le code de l'application est {code}
code {code}
code de confirmation : {code}
mon token est {token}
token : {token}
la clé d'API est {token}
mes identifiants sont {user} / {strong}
ma visa est {card}
débitez {card}
CVC {cvv}
il veut un mot de passe, le mien est {password}
la boîte a le mot de passe {strong}
il m'a donné le mot de passe {strong}
le mot de passe de la lettre était {password}
mon mot de passe est probablement {password}
le code du sms est {code}
voici le code : {code}
jeton pour le serveur : {token}
la phrase de passe de ssh est {phrase}
ma carte : {card}
payé avec visa {card}
`),
  without: lines(`
mon mot de passe a expiré
mon mot de passe ne marche pas
j'ai oublié mon mot de passe
le mot de passe est incorrect
mon mot de passe est trop court
mot de passe oublié
réinitialiser mon mot de passe
je veux changer mon mot de passe pour {system}
le mot de passe est le même qu'avant
quel est mon mot de passe ?
le mot de passe doit avoir 12 caractères
le mot de passe est dans le mail
mon PIN est bloqué
je ne me souviens pas de mon code PIN
je ne reçois pas le code
le code est invalide
code d'erreur {error}
code postal {zip}
le QR code ne passe pas
le code ne vient pas
la clé est cassée
le jeton a expiré
numéro de commande {id16}
commande {id16} pas arrivée
numéro de suivi {id16}
le ticket {id} est encore ouvert
facture {invoice} fausse
numéro de série {serial}
mon téléphone est le {phone}
IBAN {iban}
le serveur {host} ne répond pas
mon identifiant est {user}
mon adresse est {email}
je veux parler à quelqu'un
ma carte a été refusée
oui, merci
la réunion est le {date}
j'attends depuis 25 minutes
la salle 4711 est froide
mon passeport est périmé
le mot de passe n'est pas correct
mon mot de passe n'est plus valable
mon mot de passe n'est pas accepté
le mot de passe a été changé
le mot de passe est trop simple
le mot de passe est différent sur le téléphone
le mot de passe est celui de {name}
mon mot de passe est très ancien
le mot de passe est connu de tous
le mot de passe est enregistré dans le navigateur
je ne connais pas le mot de passe
je n'ai pas le mot de passe du {system}
les mots de passe ne correspondent pas
mot de passe : oublié
mot de passe incorrect
objet : mot de passe
problème de mot de passe
j'ai changé le mot de passe dans Outlook
qui a changé mon mot de passe ?
pouvez-vous me donner le mot de passe ?
PIN incorrect
le PIN a quatre chiffres
le code est faux
le code a expiré
il me faut un autre code
le code n'arrive pas
code 43 dans le gestionnaire
le code a 8 chiffres
le jeton n'est pas valide
il manque la clé d'API
la clé du problème est le réseau
identifiants incorrects
je ne peux pas accéder à mon compte
mon accès est bloqué
ma commande est {id16}
colis {id16}
fax {phone}
du {date} au {date}
facture {invoice} du {date}
le rapport a 1200000 lignes
l'imprimante HP4500 n'imprime pas
la carte n'ouvre pas la porte
nous payons par carte
ça marche, merci
mon mot de passe semble incorrect
le mot de passe est beaucoup trop long
le mot de passe est confidentiel
mot de passe de {name} s'il vous plaît
il manque le code
quel code ?
accès refusé
compte de {name} bloqué
la carte {id} n'ouvre pas
document {id16}
`),
};

/** Written before the grammar was, and never looked at while it was made better. */
export const frenchHeldOut = {
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
