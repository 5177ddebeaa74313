import { lines } from '../lines.ts';

/** Known phrasings that carry none. */
export const withoutSecret = lines(`
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
`);
