import type { Vocabulary } from './vocabulary.ts';

export const spanish: Vocabulary = {
  nouns: {
    password:
      'contrasena\ncontrasenas\nclave\nclaves\nclave de acceso\nclave del wifi\nclave wifi\nclave de wifi\npalabra de paso\npalabra secreta',
    phrase: 'frase de contrasena\nfrase de paso\nfrase secreta\nfrase de seguridad\nfrase de recuperacion',
    pin: 'codigo pin\nnumero pin\nnumero secreto\nclave secreta\ncodigo puk',
    code: 'codigo\ncodigos',
    'qualified-code':
      'codigo de verificacion\ncodigo de seguridad\ncodigo de acceso\ncodigo de confirmacion\ncodigo de recuperacion\ncodigo de autenticacion\ncodigo de activacion\ncodigo sms\ncodigo secreto\ncodigo de un solo uso\ncodigo de desbloqueo\ncodigo de la puerta',
    key: 'clave api\nclave de api\nclave de la api\nclave para la api\nclave secreta de api\nclave privada\ntoken de acceso\ntoken secreto\nsecreto\nsecreto de cliente',
    login: 'credenciales\ndatos de acceso\nacceso\nusuario y contrasena\ncuenta',
    'card-check': 'codigo cvv\ncodigo cvc\ncodigo de la tarjeta',
  },
  nounEnds: '',
  links: 'es era sera seria fue son eran sea ser siendo dice',
  framedLinks: '',
  frameEnds: '',
  hedgePhrases:
    'por defecto\nahora\nsiempre\ntodavia\naun\nsigue\nsimplemente\nactualmente\ncreo que\ncreo\nla siguiente\nel siguiente\nesta\nesto\nasi\nsolo\nya\npuede\npodria\ndeberia\ndebe\ndebe de\ntiene que\nva a\nparece\nahora mismo\nde momento\npor ahora\nrealmente\nla misma de siempre\npor ejemplo',
  adjectives:
    'correcta correcto anterior actual nueva nuevo antigua antiguo vieja viejo temporal provisional inicial maestra buena personal secreta completa',
  connectors: 'de del para en a al que mi la el tu su nuestra nueva antigua vieja con por provisional temporal nuevo',
  changes: 'cambie cambiado cambiar puse puesto cambiamos actualice actualizado cambio modifique pon poner ponga ponme',
  changeLinks: 'a por en como',
  determiners: 'mi mis la el tu su nuestra nuestro una un nueva antigua vieja actual esta esa nuevo',
  roles: 'como es era',
  pronouns: 'es eso esta',
  userNouns: 'usuario cuenta correo',
  plainCodes:
    'error postal qr pais fuente barras producto cliente descuento estado promocional articulo area morse penal civil',
  compounds: 'producto palabra problema caducidad restablecimiento gestor politica',
  functionWords: `un una unos unas el la los las lo mi mis tu tus su sus nuestro nuestra este esta estos estas ese esa esos eso esto aquel aquella me te se le les nos
    es era son fue ser esta estaba estan estar ha han he hemos hay habia tiene tengo tenia puede puedo puedes debe debo va voy sido
    no ni nunca jamas nada nadie ninguno ninguna si ya aun todavia siempre tambien tampoco solo muy mas menos tan tanto demasiado casi igual bastante algo todo todos todas
    de del en a al con sin por para desde hasta sobre entre segun contra hacia tras durante ante bajo
    y e o u pero sino porque como cuando donde que quien cual cuales cuanto aunque mientras
    hoy ayer manana ahora luego despues antes aqui alli ahi`,
  states: `confidencial personal privada compartida automatica importante especial normal extrana secundaria identica basica unica publica numerica alfanumerica
    incorrecta incorrecto correcta correcto mala malo buena bueno bien mal valida valido invalida invalido nueva nuevo vieja viejo antigua antiguo diferente distinta distinto misma mismo vacia vacio perdida perdido segura seguro insegura fuerte debil larga largo corta corto simple sencilla compleja complicada dificil facil posible imposible disponible visible activa inactiva abierta necesaria obligatoria opcional temporal actual rara rota roto caducada expirada olvidada desconocida conocida unica publica
    olvide olvido caduco expiro funciona falla aparece cambio vale sirve
    enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre lunes martes miercoles jueves viernes sabado domingo`,
  stateEnds: '(?:\\p{L}{3}(?:ado|ada|ados|adas|ido|ida|idos|idas|mente|able|ible|ente|ante))',
  predicateEnds: 'de por demasiado muy hasta desde hoy ayer',
  takings: 'uso use usar puse pongo escribo escribi meto con',
  courtesies: 'gracias favor ver mirar preguntar ayuda urgente saludos',
  possessives: 'mia mio',
  systems:
    'router ordenador programa red base sistema camara usuario correo cuenta outlook windows office teams vpn impresora servidor portatil portal telefono movil red wifi',
  enders:
    'gracias hola ayuda urgente saludos necesito quiero puedo puede creo funciona sirve dice usuario nombre telefono caduca vence buenos dias',
  units: 'caracteres caracter letras digitos dias dia semanas meses mes anos ano horas hora minutos veces euros',
};
