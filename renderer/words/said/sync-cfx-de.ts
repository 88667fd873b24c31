/** Was die Station über einen Broker sagt, dem sie CFX-Nachrichten sendet. */
import type { syncCfxSentences } from '../../../main/api/said/sync-cfx-sentences.ts';

export const syncCfxGerman: Readonly<Record<keyof typeof syncCfxSentences, string>> = {
  cfxNobody: 'unter {{host}} antwortet kein Broker ({{why}})',
  cfxUnknownHost: 'das Netz kennt den Broker {{host}} nicht',
  cfxUnknownHostRemedy: 'Die Adresse des Brokers prüfen, dann das Netzwerkkabel und den Namensserver dieses Rechners.',
  cfxBroke: 'die Verbindung zum Broker {{host}} ist abgerissen ({{why}})',
  cfxSilent: 'der Broker {{host}} hat seit {{seconds}} s nichts gesagt',
  cfxCertificateDate: 'das Zertifikat des Brokers {{host}} gilt heute nicht',
  cfxCertificateDateRemedy:
    'Von den Betreuern des Brokers erneuern lassen. Wenn es gilt: Datum und Uhrzeit dieses Rechners richtig stellen.',
  cfxCertificateUnknown:
    'das Zertifikat des Brokers {{host}} ist von jemandem unterschrieben, dem diese Station nicht traut ({{why}})',
  cfxCertificateUnknownRemedy:
    'Die Betreuer des Brokers um das Zertifikat des Ausstellers (CA) bitten und es in den Einstellungen dieses Ziels eingeben.',
  cfxCertificateName: 'der Broker {{host}} zeigt das Zertifikat eines anderen Namens ({{why}})',
  cfxCertificateNameRemedy:
    'Den Broker mit dem Namen eingeben, der in seinem Zertifikat steht, oder eines für diesen Namen ausstellen lassen.',
  cfxCertificateWanted:
    'der Broker {{host}} nimmt das Zertifikat dieser Station nicht an oder verlangt eines ({{why}})',
  cfxCertificateWantedRemedy:
    'Zertifikat und privaten Schlüssel eingeben, die diese Station für den Broker bekommen hat.',
  cfxNoTls: 'der Broker {{host}} spricht TLS nicht so wie diese Station ({{why}})',
  cfxNoTlsRemedy: 'Den Port prüfen: Broker haben einen für TLS (meist 5671) und einen ohne (meist 5672).',
  cfxOwnCertificate: 'die für den Broker eingegebenen Zertifikate sind nicht brauchbar ({{why}})',
  cfxOwnCertificateRemedy:
    'Zertifikat und privaten Schlüssel als PEM-Text eingeben, und zwar die beiden, die zusammengehören.',
  cfxSignIn: 'der Broker {{host}} nimmt die Anmeldung dieser Station nicht an ({{why}})',
  cfxSignInRemedy: 'Benutzer und Passwort des Brokers neu eingeben.',
  cfxForbidden: 'der Broker {{host}} erlaubt dieser Station {{place}} nicht ({{why}})',
  cfxForbiddenRemedy: 'Die Betreuer des Brokers müssen dem Benutzer dieser Station das Recht dazu geben.',
  cfxNoSuchPlace: 'der Broker {{host}} hat {{place}} nicht ({{why}})',
  cfxNoSuchPlaceRemedy:
    'Dort anlegen lassen, oder Namen oder Art der Adressen in den Einstellungen dieses Ziels berichtigen.',
  cfxNotUnderstood: 'der Broker {{host}} versteht die Adresse von {{place}} nicht ({{why}})',
  cfxNotUnderstoodRemedy:
    'Eine andere Art der Adressen wählen: v2 für RabbitMQ 4, v1 für RabbitMQ 3, einfach für andere Broker.',
  cfxNoAmqp: '{{host}} antwortet, spricht aber kein AMQP 1.0 ({{why}})',
  cfxNoAmqpRemedy:
    'Den Port prüfen und ob AMQP 1.0 dort eingeschaltet ist (in RabbitMQ 3: Erweiterung rabbitmq_amqp1_0).',
  cfxTooLarge: 'zu groß für den Broker ({{why}})',
  cfxBusy: 'der Broker {{host}} bittet um Geduld ({{why}})',
  cfxNoCredit: 'der Broker {{host}} lässt seit {{seconds}} s nichts mehr herein',
  cfxNotSettled: 'der Broker {{host}} hat seit {{seconds}} s nichts zu dem gesagt, was er bekommen hat',
  cfxRefused: 'vom Empfänger ohne Grund abgelehnt',
  cfxFull: 'die Warteschlange nimmt nichts mehr',
  cfxReleased: 'vom Broker zurückgegeben; vielleicht ist dort, wohin es geht, keine Warteschlange gebunden',
  cfxModified: 'vom Broker zurückgegeben',
  cfxNoMessage: 'die Abbildung macht daraus keine CFX-Nachricht: {{why}}',
  cfxReached: 'Der Broker {{host}} antwortet und hat {{place}}.',
  cfxOtherStation: 'eine andere Station ({{station}}) spricht ebenfalls als {{handle}}',
  cfxOtherStationRemedy: 'Jeder Station in den Einstellungen dieses Ziels einen eigenen CFX-Namen (Handle) geben.',
  cfxNoRequestQueue: 'es ist keine Warteschlange eingegeben, in der die Antworten des MES ankommen',
  cfxNoRequestQueueRemedy: 'In den Einstellungen dieses Ziels eine Anfrage-Warteschlange dieser Station eingeben.',
  cfxAskSilent: 'das MES hat die Frage nicht rechtzeitig beantwortet',
  cfxAskGarbage: 'das MES antwortet, aber nicht auf die Frage: {{why}}',
};
