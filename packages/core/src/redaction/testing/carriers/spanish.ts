import { lines } from './lines.ts';

/** Known phrasings: the grammar may be made better with them. */
export const spanish = {
  with: lines(`
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
`),
  without: lines(`
mi contraseña ha caducado
mi contraseña no funciona
olvidé mi contraseña
la contraseña es incorrecta
mi contraseña está bloqueada
quiero cambiar mi contraseña de {system}
la contraseña de {system} es muy corta
la contraseña es la misma que antes
restablecer contraseña
cuál es mi contraseña?
la contraseña debe tener 12 caracteres
la contraseña está en el correo
cambié mi contraseña ayer y no puedo entrar
mi PIN está bloqueado
no recuerdo mi PIN
no me llega el código
el código es inválido
código de error {error}
código postal {zip}
el código QR no se lee
la clave es no rendirse
palabra clave
el token ha caducado
número de pedido {id16}
pedido {id16} no ha llegado
número de seguimiento {id16}
el ticket {id} sigue abierto
factura {invoice} incorrecta
número de serie {serial}
mi teléfono es {phone}
IBAN {iban}
el servidor {host} no responde
mi usuario es {user}
mi correo es {email}
quiero hablar con una persona
mi tarjeta fue rechazada
sí, gracias
la reunión es el {date}
espero desde hace 25 minutos
la sala 4711 está fría
la contraseña no es correcta
mi contraseña ya no vale
mi contraseña no es aceptada
la contraseña ha sido cambiada
la contraseña es demasiado corta
la contraseña es diferente en el móvil
la contraseña es de {name}
mi contraseña es muy antigua
la contraseña es conocida por todos
la contraseña está guardada en el navegador
no sé la contraseña
no tengo la contraseña del {system}
las contraseñas no coinciden
contraseña: olvidada
contraseña incorrecta
asunto: contraseña
problema con la contraseña
he cambiado la contraseña en Outlook
quién cambió mi contraseña?
me puede dar la contraseña?
cuánto dura la contraseña?
PIN incorrecto
el PIN tiene cuatro dígitos
el código es incorrecto
el código ha caducado
necesito otro código
el código no llega al móvil
código 43 en el administrador
el código tiene 8 dígitos
el token no es válido
falta la clave de API
la clave del problema es la red
credenciales incorrectas
no puedo acceder a mi cuenta
mi acceso está bloqueado
mi pedido es {id16}
paquete {id16}
fax {phone}
del {date} al {date}
factura {invoice} del {date}
el informe tiene 1200000 filas
la impresora HP4500 no imprime
la tarjeta no abre la puerta
pagamos con tarjeta
ya funciona, gracias
mi contraseña parece incorrecta
la contraseña es demasiado larga
la contraseña es confidencial
contraseña de {name} por favor
falta el código
qué código?
acceso denegado
cuenta de {name} bloqueada
la tarjeta {id} no abre
documento {id16}
`),
};

/** Written before the grammar was, and never looked at while it was made better. */
export const spanishHeldOut = {
  with: lines(`
hola, la contraseña del {system} sería {password}
contraseña de {system}: {password}
puse {strong} como contraseña
la nueva contraseña será {password}
contraseña {strong} rechazada
creo que la contraseña era {password}
mi usuario es {user} y mi contraseña es {password}
necesitas mi contraseña? Es {strong}
la clave del wifi: {password}
la clave de acceso es {password}
frase de contraseña: {phrase}
el PIN de la tarjeta SIM es {pin}
introduje el pin {pin}
el código que me enviaron es {code}
código de acceso {code}
mi código: {code}
token de acceso: {token}
api key {token}
tarjeta de crédito {card}
mi número de tarjeta es {card}
visa {card}, caduca 11/27
el cvv es {cvv}
`),
  without: lines(`
contraseña rechazada
la contraseña estaba bien ayer
mi contraseña es difícil de recordar
esa contraseña ya se ha usado
quién sabe la contraseña del proyector?
la contraseña está escrita en la pizarra
las contraseñas se sincronizan por la noche
necesito una contraseña nueva para {name}
me pide un pin que no tengo
el código de país falta
el código fuente está en el repositorio
cómo creo un token?
el paquete {id16} se perdió
referencia {id16}
expediente {id}
llámame al {phone}
la factura es de 4.111,11 EUR
el buzón está lleno
qué tarjetas aceptan?
la llave de la sala 210 se perdió
{name} está fuera hasta el {date}
`),
};
