/** Lo que la estación dice de un broker al que envía mensajes CFX. */
import type { syncCfxSentences } from '../../../main/api/said/sync-cfx-sentences.ts';

export const syncCfxSpanish: Readonly<Record<keyof typeof syncCfxSentences, string>> = {
  cfxNobody: 'ningún broker responde en {{host}} ({{why}})',
  cfxUnknownHost: 'la red no conoce el broker {{host}}',
  cfxUnknownHostRemedy:
    'Compruebe la dirección del broker y después el cable de red y el servidor de nombres de este equipo.',
  cfxBroke: 'se cortó la conexión con el broker {{host}} ({{why}})',
  cfxSilent: 'el broker {{host}} no ha dicho nada desde hace {{seconds}} s',
  cfxCertificateDate: 'el certificado del broker {{host}} no es válido hoy',
  cfxCertificateDateRemedy:
    'Pida a los responsables del broker que lo renueven. Si es válido, ponga bien la fecha y la hora de este equipo.',
  cfxCertificateUnknown:
    'el certificado del broker {{host}} está firmado por alguien en quien esta estación no confía ({{why}})',
  cfxCertificateUnknownRemedy:
    'Pida a los responsables del broker el certificado del emisor (CA) e introdúzcalo en los ajustes de este destino.',
  cfxCertificateName: 'el broker {{host}} muestra el certificado de otro nombre ({{why}})',
  cfxCertificateNameRemedy:
    'Introduzca el broker con el nombre que figura en su certificado, o pida un certificado para este nombre.',
  cfxCertificateWanted: 'el broker {{host}} no acepta el certificado de esta estación, o pide uno ({{why}})',
  cfxCertificateWantedRemedy:
    'Introduzca el certificado y la clave privada que se dieron a esta estación para el broker.',
  cfxNoTls: 'el broker {{host}} no habla TLS como esta estación ({{why}})',
  cfxNoTlsRemedy:
    'Compruebe el puerto: los brokers tienen uno con TLS (normalmente 5671) y otro sin él (normalmente 5672).',
  cfxOwnCertificate: 'los certificados introducidos para el broker no sirven ({{why}})',
  cfxOwnCertificateRemedy: 'Introduzca el certificado y la clave privada como texto PEM, y que sean pareja.',
  cfxSignIn: 'el broker {{host}} no acepta el inicio de sesión de esta estación ({{why}})',
  cfxSignInRemedy: 'Introduzca de nuevo el usuario y la contraseña del broker.',
  cfxForbidden: 'el broker {{host}} no permite a esta estación usar {{place}} ({{why}})',
  cfxForbiddenRemedy: 'Los responsables del broker deben dar ese derecho al usuario de esta estación.',
  cfxNoSuchPlace: 'el broker {{host}} no tiene {{place}} ({{why}})',
  cfxNoSuchPlaceRemedy:
    'Pida que se cree allí, o corrija su nombre o el tipo de direcciones en los ajustes de este destino.',
  cfxNotUnderstood: 'el broker {{host}} no entiende la dirección de {{place}} ({{why}})',
  cfxNotUnderstoodRemedy:
    'Elija otro tipo de direcciones: v2 para RabbitMQ 4, v1 para RabbitMQ 3, sencillo para otros brokers.',
  cfxNoAmqp: '{{host}} responde, pero no habla AMQP 1.0 ({{why}})',
  cfxNoAmqpRemedy:
    'Compruebe el puerto y si AMQP 1.0 está activado allí (en RabbitMQ 3: complemento rabbitmq_amqp1_0).',
  cfxTooLarge: 'demasiado grande para el broker ({{why}})',
  cfxBusy: 'el broker {{host}} pide paciencia ({{why}})',
  cfxNoCredit: 'el broker {{host}} no deja entrar nada más desde hace {{seconds}} s',
  cfxNotSettled: 'el broker {{host}} no ha dicho nada sobre lo enviado desde hace {{seconds}} s',
  cfxRefused: 'rechazado por el receptor sin motivo',
  cfxFull: 'la cola no admite más',
  cfxReleased: 'devuelto por el broker; quizá no haya ninguna cola enlazada en ese destino',
  cfxModified: 'devuelto por el broker',
  cfxNoMessage: 'la expresión no hace de ello un mensaje CFX: {{why}}',
  cfxReached: 'El broker {{host}} responde y tiene {{place}}.',
  cfxOtherStation: 'otra estación ({{station}}) habla también como {{handle}}',
  cfxOtherStationRemedy: 'Dé a cada estación un nombre CFX (handle) propio en los ajustes de este destino.',
  cfxNoRequestQueue: 'no se ha introducido ninguna cola donde lleguen las respuestas del MES',
  cfxNoRequestQueueRemedy: 'Introduzca una cola de peticiones de esta estación en los ajustes de este destino.',
  cfxAskSilent: 'el MES no ha respondido a tiempo a la pregunta',
  cfxAskGarbage: 'el MES responde, pero no a la pregunta: {{why}}',
};
