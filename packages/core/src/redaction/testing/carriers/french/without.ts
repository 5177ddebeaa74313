import { lines } from '../lines.ts';

/** Known phrasings that carry none. */
export const withoutSecret = lines(`
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
`);
