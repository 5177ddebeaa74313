import { lines } from '../lines.ts';

/** Written before the grammar was, and never looked at while it was made better; keep it so. */
export const heldOut = {
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
