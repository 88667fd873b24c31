/** Was die Station über einen Broker sagt, an den sie CFX-Nachrichten sendet. */
import type { syncCfxSentences } from '../../../main/api/said/sync-cfx-sentences.ts';

export const syncCfxGerman: Readonly<Record<keyof typeof syncCfxSentences, string>> = {
  cfxNobody: 'Unter {{host}} antwortet kein Broker ({{why}}).',
  cfxUnknownHost: 'Das Netz kennt den Broker {{host}} nicht.',
  cfxUnknownHostRemedy: 'Prüfen Sie die Adresse des Brokers, dann das Netzkabel und den Nameserver dieses Rechners.',
  cfxBroke: 'Die Verbindung zum Broker {{host}} ist abgebrochen ({{why}}).',
  cfxSilent: 'Der Broker {{host}} hat seit {{seconds}} s nichts gesagt.',
  cfxCertificateDate: 'Das Zertifikat des Brokers {{host}} gilt heute nicht.',
  cfxCertificateDateRemedy:
    'Lassen Sie es von denen erneuern, die den Broker betreuen. Ist es gültig, stellen Sie Datum und Uhrzeit dieses Rechners richtig.',
  cfxCertificateUnknown:
    'Das Zertifikat des Brokers {{host}} ist von jemandem unterschrieben, dem diese Station nicht vertraut ({{why}}).',
  cfxCertificateUnknownRemedy:
    'Bitten Sie die Betreuer des Brokers um das Zertifikat des Ausstellers (CA) und tragen Sie es in den Einstellungen dieses Ziels ein.',
  cfxCertificateName: 'Der Broker {{host}} zeigt das Zertifikat eines anderen Namens ({{why}}).',
  cfxCertificateNameRemedy:
    'Tragen Sie den Broker mit dem Namen ein, der in seinem Zertifikat steht, oder lassen Sie eines für diesen Namen ausstellen.',
  cfxCertificateWanted:
    'Der Broker {{host}} nimmt das Zertifikat dieser Station nicht an oder verlangt eines ({{why}}).',
  cfxCertificateWantedRemedy:
    'Tragen Sie das Zertifikat und den privaten Schlüssel ein, die diese Station für den Broker bekommen hat.',
  cfxNoTls: 'Der Broker {{host}} spricht TLS nicht so wie diese Station ({{why}}).',
  cfxNoTlsRemedy: 'Prüfen Sie den Port: Broker haben einen für TLS (meist 5671) und einen ohne (meist 5672).',
  cfxOwnCertificate: 'Die für den Broker eingetragenen Zertifikate sind nicht zu gebrauchen ({{why}}).',
  cfxOwnCertificateRemedy:
    'Tragen Sie Zertifikat und privaten Schlüssel als PEM-Text ein, und zwar die beiden, die zusammengehören.',
  cfxSignIn: 'Der Broker {{host}} lässt diese Station so nicht ein ({{why}}).',
  cfxSignInRemedy: 'Tragen Sie Benutzer und Passwort des Brokers neu ein.',
  cfxForbidden: 'Der Broker {{host}} lässt diese Station nicht an {{place}} ({{why}}).',
  cfxForbiddenRemedy: 'Lassen Sie dem Benutzer dieser Station von den Betreuern des Brokers das Recht dazu geben.',
  cfxNoSuchPlace: 'Der Broker {{host}} hat {{place}} nicht ({{why}}).',
  cfxNoSuchPlaceRemedy:
    'Lassen Sie es dort anlegen, oder berichtigen Sie Namen oder Adressform in den Einstellungen dieses Ziels.',
  cfxNotUnderstood: 'Der Broker {{host}} versteht die Adresse von {{place}} nicht ({{why}}).',
  cfxNotUnderstoodRemedy:
    'Wählen Sie eine andere Adressform: v2 für RabbitMQ 4, v1 für RabbitMQ 3, plain für andere Broker.',
  cfxNoAmqp: '{{host}} antwortet, spricht aber kein AMQP 1.0 ({{why}}).',
  cfxNoAmqpRemedy:
    'Prüfen Sie den Port, und ob AMQP 1.0 dort eingeschaltet ist (in RabbitMQ 3: Plugin rabbitmq_amqp1_0).',
  cfxTooLarge: 'Zu groß für den Broker ({{why}}).',
  cfxBusy: 'Der Broker {{host}} bittet um Geduld ({{why}}).',
  cfxNoCredit: 'Der Broker {{host}} lässt seit {{seconds}} s nichts mehr hinein.',
  cfxNotSettled: 'Der Broker {{host}} sagt seit {{seconds}} s nichts zu dem, was ihm gesendet wurde.',
  cfxRefused: 'Vom Empfänger ohne Grund abgelehnt.',
  cfxFull: 'Die Warteschlange nimmt nichts mehr an.',
  cfxReleased: 'Vom Broker zurückgegeben; vielleicht ist dort, wohin es geht, keine Warteschlange gebunden.',
  cfxModified: 'Vom Broker zurückgegeben.',
  cfxNoMessage: 'Die Abbildung macht keine CFX-Nachricht daraus: {{why}}',
  cfxReached: 'Der Broker {{host}} antwortet und hat {{place}}.',
  cfxReachedUnseen:
    'Der Broker {{host}} antwortet und hat {{place}}. Ob dort eine Warteschlange gebunden ist, sieht man von hier nicht: RabbitMQ 3 nimmt auch an, was dann niemand bekommt.',
  cfxOtherStation: 'Eine andere Station ({{station}}) spricht ebenfalls als {{handle}}.',
  cfxOtherStationRemedy: 'Geben Sie jeder Station einen eigenen CFX-Handle, in den Einstellungen dieses Ziels.',
  cfxNoRequestQueue: 'Es ist keine Warteschlange eingetragen, in der die Antworten des MES ankommen.',
  cfxNoRequestQueueRemedy:
    'Tragen Sie in den Einstellungen dieses Ziels eine Warteschlange für Anfragen an diese Station ein.',
  cfxAskSilent: 'Das MES hat die Frage nicht rechtzeitig beantwortet.',
  cfxAskGarbage: 'Das MES antwortet, aber nicht auf die Frage: {{why}}',
};
