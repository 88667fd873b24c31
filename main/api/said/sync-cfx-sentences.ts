/** What the station says about a broker that it sends CFX messages to. */
export const syncCfxSentences = {
  cfxNobody: 'no broker answers at {{host}} ({{why}})',
  cfxUnknownHost: 'the network does not know the broker {{host}}',
  cfxUnknownHostRemedy: 'Check the address of the broker, then the network cable and the name server of this computer.',
  cfxBroke: 'the connection to the broker {{host}} broke off ({{why}})',
  cfxSilent: 'the broker {{host}} has not said anything for {{seconds}} s',
  cfxCertificateDate: 'the certificate of the broker {{host}} is not valid today',
  cfxCertificateDateRemedy:
    'Have it renewed by those who look after the broker. If it is valid, set the date and time of this computer right.',
  cfxCertificateUnknown:
    'the certificate of the broker {{host}} is signed by somebody whom this station does not trust ({{why}})',
  cfxCertificateUnknownRemedy:
    'Ask those who look after the broker for the certificate of the issuer (CA) and enter it in the settings of this target.',
  cfxCertificateName: 'the broker {{host}} shows the certificate of another name ({{why}})',
  cfxCertificateNameRemedy:
    'Enter the broker with the name that stands in its certificate, or have a certificate made for this one.',
  cfxCertificateWanted:
    'the broker {{host}} does not accept the certificate of this station, or asks for one ({{why}})',
  cfxCertificateWantedRemedy: 'Enter the certificate and the private key that this station was given for the broker.',
  cfxNoTls: 'the broker {{host}} does not speak TLS as this station does ({{why}})',
  cfxNoTlsRemedy: 'Check the port: brokers have one for TLS (mostly 5671) and one without (mostly 5672).',
  cfxOwnCertificate: 'the certificates entered for the broker cannot be used ({{why}})',
  cfxOwnCertificateRemedy:
    'Enter certificate and private key for the broker as PEM text, and the two that belong together.',
  cfxSignIn: 'the broker {{host}} does not accept how this station signs in ({{why}})',
  cfxSignInRemedy: 'Enter user and password of the broker again.',
  cfxForbidden: 'the broker {{host}} does not allow this station to use the {{place}} ({{why}})',
  cfxForbiddenRemedy: "Have those who look after the broker give this station's user the right to it.",
  cfxNoSuchPlace: 'the broker {{host}} has no {{place}} ({{why}})',
  cfxNoSuchPlaceRemedy:
    'Have it made there, or correct its name or the style of addresses in the settings of this target.',
  cfxNotUnderstood: 'the broker {{host}} does not understand the address of the {{place}} ({{why}})',
  cfxNotUnderstoodRemedy:
    'Choose another style of addresses: v2 for RabbitMQ 4, v1 for RabbitMQ 3, plain for other brokers.',
  cfxNoAmqp: '{{host}} answers, but it speaks no AMQP 1.0 ({{why}})',
  cfxNoAmqpRemedy:
    'Check the port, and whether AMQP 1.0 is switched on there (in RabbitMQ 3: plugin rabbitmq_amqp1_0).',
  cfxTooLarge: 'the message is too large for the broker ({{why}})',
  cfxBusy: 'the broker {{host}} asks for patience ({{why}})',
  cfxNoCredit: 'the broker {{host}} lets nothing more in, for {{seconds}} s now',
  cfxNotSettled: 'the broker {{host}} has said nothing about what it was sent, for {{seconds}} s now',
  cfxRefused: 'rejected by the receiver without a reason',
  cfxFull: 'the queue takes no more',
  cfxReleased: 'given back by the broker; perhaps no queue is bound where it goes',
  cfxModified: 'given back by the broker',
  cfxNoMessage: 'the mapping makes no CFX message of it: {{why}}',
  cfxReached: 'The broker {{host}} answers and has the {{place}}.',
  cfxReachedUnseen:
    'The broker {{host}} answers and has the {{place}}. Whether a queue is bound to it cannot be seen from here: RabbitMQ 3 accepts also what nobody gets then.',
  cfxOtherStation: 'another station ({{station}}) speaks as {{handle}} as well',
  cfxOtherStationRemedy: 'Give each station a CFX handle of its own, in the settings of this target.',
  cfxNoRequestQueue: 'no queue is entered where the answers of the MES arrive',
  cfxNoRequestQueueRemedy: 'Enter a request queue of this station in the settings of this target.',
  cfxAskSilent: 'the MES has not answered the question in time',
  cfxAskGarbage: 'the MES answers, but not to the question: {{why}}',
} as const;
