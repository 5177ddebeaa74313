import { lines } from '../lines.ts';

/** Known phrasings that carry a secret: the grammar may be made better with them. */
export const withSecret = lines(`
mi contraseña es {password}
mi contraseña es: {password}
contraseña: {password}
Contraseña = {password}
la contraseña de mi {system} es {password}
la contraseña para {system} es {password}
mi clave es {password}
clave: {password}
pw: {password}
mi contraseña era {password} y ya no funciona
la contraseña que uso es {password}
cambié mi contraseña a {password}
he cambiado la contraseña por {strong}
usuario {user} contraseña {strong}
usuario: {user}, clave: {password}
aquí está mi contraseña: {password}
{strong} es mi contraseña
entro con {strong} como contraseña
con la contraseña {strong} no puedo entrar
la contraseña del wifi es {password}
mi contraseña ahora es {password}
mi contraseña sigue siendo {password}
mi frase de contraseña es {phrase}
la frase de contraseña es "{phrase}"
mi PIN es {pin}
PIN: {pin}
el pin del móvil es {pin}
el código es {code}
código: {code}
mi código de verificación es {code}
el código de seguridad {code}
me llegó el código {code}
clave de API: {token}
mi clave API es {token}
el token es {token}
credenciales: {user} / {strong}
mi tarjeta es {card}
número de tarjeta: {card}
pagué con {card}
la tarjeta {card} fue rechazada
tarjeta {card} cvv {cvv}
mi contraseña debería ser {password}
la contraseña puede ser {password}
creo que mi contraseña es {password}
la contraseña correcta es {password}
la contraseña de {name} es {password}
la contraseña del servidor: {password}
contraseña del {system}: {password}
contraseña para {system}: {password}
la contraseña anterior era {password}
mi contraseña es "{password}"
mi contraseña es {password} y el usuario {user}
contraseña {strong}
usuario: {user}
contraseña: {password}
escribo {strong} como contraseña y falla
pon mi contraseña en {strong}
mi password es {password}
el password es {password}
pass: {password}
la clave es {password}
mi clave de {system} es {password}
la frase de contraseña era {phrase}
mi pin: {pin}
el código PIN es {pin}
PIN {pin}
el código del correo es {code}
{code} es el código
el código de la app es {code}
código {code}
código de confirmación: {code}
mi token es {token}
token: {token}
la clave de API es {token}
mis credenciales son {user} / {strong}
mi visa es {card}
cobrar a {card}
CVC {cvv}
quiere una contraseña, la mía es {password}
el buzón tiene la contraseña {strong}
me dio la contraseña {strong}
la contraseña de la carta era {password}
mi contraseña probablemente es {password}
el código del sms es {code}
aquí está el código: {code}
token para el servidor: {token}
la frase de contraseña de ssh es {phrase}
mi tarjeta: {card}
pagado con visa {card}
`);
