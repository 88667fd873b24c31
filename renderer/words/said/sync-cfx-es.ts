/** Lo que la estación dice de un bróker al que envía mensajes CFX. */
import type { syncCfxSentences } from '../../../main/api/said/sync-cfx-sentences.ts';

export const syncCfxSpanish: Readonly<Record<keyof typeof syncCfxSentences, string>> = {
  cfxNobody: 'Ningún bróker responde en {{host}} ({{why}}).',
  cfxUnknownHost: 'La red no conoce el bróker {{host}}.',
  cfxUnknownHostRemedy:
    'Compruebe la dirección del bróker; después, el cable de red y el servidor de nombres de este equipo.',
  cfxBroke: 'Se cortó la conexión con el bróker {{host}} ({{why}}).',
  cfxSilent: 'El bróker {{host}} no ha dicho nada desde hace {{seconds}} s.',
  cfxCertificateDate: 'El certificado del bróker {{host}} no es válido hoy.',
  cfxCertificateDateRemedy:
    'Pida a quienes atienden el bróker que lo renueven. Si es válido, corrija la fecha y la hora de este equipo.',
  cfxCertificateUnknown:
    'El certificado del bróker {{host}} está firmado por alguien en quien esta estación no confía ({{why}}).',
  cfxCertificateUnknownRemedy:
    'Pida a quienes atienden el bróker el certificado del emisor (CA) e introdúzcalo en los ajustes de este destino.',
  cfxCertificateName: 'El bróker {{host}} muestra el certificado de otro nombre ({{why}}).',
  cfxCertificateNameRemedy:
    'Introduzca el bróker con el nombre que figura en su certificado, o haga emitir uno para este nombre.',
  cfxCertificateWanted: 'El bróker {{host}} no acepta el certificado de esta estación, o pide uno ({{why}}).',
  cfxCertificateWantedRemedy:
    'Introduzca el certificado y la clave privada que se dieron a esta estación para el bróker.',
  cfxNoTls: 'El bróker {{host}} no habla TLS como esta estación ({{why}}).',
  cfxNoTlsRemedy:
    'Compruebe el puerto: los brókeres tienen uno para TLS (casi siempre 5671) y otro sin él (casi siempre 5672).',
  cfxOwnCertificate: 'Los certificados introducidos para el bróker no se pueden usar ({{why}}).',
  cfxOwnCertificateRemedy:
    'Introduzca el certificado y la clave privada como texto PEM, y que sean los que van juntos.',
  cfxSignIn: 'El bróker {{host}} no admite a esta estación con esos datos ({{why}}).',
  cfxSignInRemedy: 'Introduzca de nuevo el usuario y la contraseña del bróker.',
  cfxForbidden: 'El bróker {{host}} no permite a esta estación usar {{place}} ({{why}}).',
  cfxForbiddenRemedy: 'Pida a quienes atienden el bróker que den ese permiso al usuario de esta estación.',
  cfxNoSuchPlace: 'El bróker {{host}} no tiene {{place}} ({{why}}).',
  cfxNoSuchPlaceRemedy:
    'Haga que lo creen allí, o corrija su nombre o el estilo de direcciones en los ajustes de este destino.',
  cfxNotUnderstood: 'El bróker {{host}} no entiende la dirección de {{place}} ({{why}}).',
  cfxNotUnderstoodRemedy:
    'Elija otro estilo de direcciones: v2 para RabbitMQ 4, v1 para RabbitMQ 3, plain para otros brókeres.',
  cfxNoAmqp: '{{host}} responde, pero no habla AMQP 1.0 ({{why}}).',
  cfxNoAmqpRemedy: 'Compruebe el puerto y si AMQP 1.0 está activado allí (en RabbitMQ 3: plugin rabbitmq_amqp1_0).',
  cfxTooLarge: 'Demasiado grande para el bróker ({{why}}).',
  cfxBusy: 'El bróker {{host}} pide paciencia ({{why}}).',
  cfxNoCredit: 'El bróker {{host}} no deja entrar nada más desde hace {{seconds}} s.',
  cfxNotSettled: 'El bróker {{host}} no dice nada desde hace {{seconds}} s de lo que se le envió.',
  cfxRefused: 'Rechazado por el receptor sin dar motivo.',
  cfxFull: 'La cola no admite nada más.',
  cfxReleased: 'Devuelto por el bróker; quizá no hay ninguna cola enlazada en su destino.',
  cfxModified: 'Devuelto por el bróker.',
  cfxNoMessage: 'La conversión no produce un mensaje CFX: {{why}}',
  cfxReached: 'El bróker {{host}} responde y tiene {{place}}.',
  cfxReachedUnseen:
    'El bróker {{host}} responde y tiene {{place}}. Desde aquí no se ve si hay una cola enlazada: RabbitMQ 3 acepta también lo que después nadie recibe.',
  cfxOtherStation: 'Otra estación ({{station}}) habla también como {{handle}}.',
  cfxOtherStationRemedy: 'Dé a cada estación su propio identificador CFX (handle) en los ajustes de este destino.',
  cfxNoRequestQueue: 'No se ha indicado ninguna cola donde lleguen las respuestas del MES.',
  cfxNoRequestQueueRemedy: 'Indique en los ajustes de este destino una cola de peticiones de esta estación.',
  cfxAskSilent: 'El MES no respondió a la pregunta a tiempo.',
  cfxAskGarbage: 'El MES responde, pero no a la pregunta: {{why}}',
};
