import { lines } from '../lines.ts';

/** Known phrasings that carry a secret: the grammar may be made better with them. */
export const withSecret = lines(`
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
`);
