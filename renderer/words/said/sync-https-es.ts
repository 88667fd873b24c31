/** Lo que la estación dice de un receptor al que llega por HTTPS. */
import type { syncHttpsSentences } from '../../../main/api/said/sync-https-sentences.ts';

export const syncHttpsSpanish: Readonly<Record<keyof typeof syncHttpsSentences, string>> = {
  httpsSilent: '{{host}} no ha contestado en {{seconds}} s',
  httpsNobody: 'nadie contesta en {{host}} ({{why}})',
  httpsUnknownHost: 'la red no conoce el nombre {{host}}',
  httpsUnknownHostRemedy: 'Compruebe la dirección; después, el cable de red y el servidor de nombres de este equipo.',
  httpsBroke: 'la conexión con {{host}} se cortó ({{why}})',
  httpsCertificateOver: 'el certificado de {{host}} ya no es válido',
  httpsCertificateEarly: 'el certificado de {{host}} todavía no es válido',
  httpsCertificateDateRemedy:
    'Pida que lo renueven a quienes cuidan del MES. Si es válido, corrija la fecha y la hora de este equipo.',
  httpsCertificateUnknown: 'el certificado de {{host}} lo firma alguien en quien esta estación no confía ({{why}})',
  httpsCertificateUnknownRemedy:
    'Pida a quienes cuidan del MES el certificado del emisor (CA) e introdúzcalo en los ajustes de este destino.',
  httpsCertificateName: '{{host}} muestra el certificado de otro nombre ({{why}})',
  httpsCertificateNameRemedy:
    'Introduzca la dirección con el nombre que figura en el certificado, o pida uno para este nombre.',
  httpsCertificateWanted: '{{host}} no acepta el certificado de esta estación, o exige uno ({{why}})',
  httpsCertificateWantedRemedy: 'Introduzca el certificado y la clave privada que el MES ha dado a esta estación.',
  httpsNoTls: '{{host}} no habla TLS como esta estación ({{why}})',
  httpsNoTlsRemedy: 'Compruebe el puerto y si la dirección empieza por https:// o por http://.',
  httpsOwnCertificate: 'los certificados de los ajustes de este destino no sirven ({{why}})',
  httpsOwnCertificateRemedy:
    'Introduzca el certificado y la clave privada como texto PEM, y que sean los que van juntos.',
  httpsProxy: 'el proxy {{host}} no deja pasar nada ({{why}})',
  httpsProxyRemedy: 'Compruebe la dirección del proxy, su usuario y su contraseña, y si permite la dirección del MES.',
  httpsSignIn: '{{host}} no acepta la identificación de esta estación (estado {{status}})',
  httpsSignInRemedy: 'Introduzca otra vez el token, o el usuario y la contraseña.',
  httpsForbidden: '{{host}} no permite enviar a esta estación (estado {{status}})',
  httpsForbiddenRemedy: 'Pida a quienes cuidan del MES que den a esta estación el derecho de enviar registros.',
  httpsNoSuchPlace: '{{host}} no recibe registros en esta dirección (estado {{status}})',
  httpsNoSuchPlaceRemedy: 'Compare la dirección con la que el MES tiene para los resultados de inspección.',
  httpsMoved: '{{host}} remite esta estación a {{where}} (estado {{status}})',
  httpsMovedRemedy: 'La estación no sigue a nadie por su cuenta. Introduzca esa dirección si es la correcta.',
  httpsRefused: 'rechazado con el estado {{status}}: {{why}}',
  httpsRefusedRemedy: 'Pregunte a quienes cuidan del MES qué significa allí este estado.',
  httpsTooLarge: 'demasiado grande para el receptor (estado {{status}})',
  httpsBusy: '{{host}} pide paciencia (estado {{status}}): {{why}}',
  httpsFails: '{{host}} falla (estado {{status}}): {{why}}',
  httpsStillAtWork: '{{host}} trabaja todavía en los mismos registros (estado {{status}}): {{why}}',
  httpsGarbage: '{{host}} contesta, pero no sobre los registros: {{why}}',
  httpsGarbageRemedy:
    'Compruebe la dirección: puede que allí conteste otra cosa, como una página de acceso o un proxy. Mientras tanto nada se da por recibido.',
  httpsAgain: 'ahora no, dice el receptor',
  httpsRefusedRecord: 'rechazado por el receptor sin motivo',
  httpsReachedAll: '{{host}} contesta y recibe registros.',
  httpsReachedSome: '{{host}} contesta. No acepta un lote vacío (estado {{status}}); solo un registro dirá más.',
  httpsAskGarbage: '{{host}} contesta, pero no a la pregunta: {{why}}',
};
