/** Was die Station über einen Empfänger sagt, den sie über HTTPS erreicht. */
import type { syncHttpsSentences } from '../../../main/api/said/sync-https-sentences.ts';

export const syncHttpsGerman: Readonly<Record<keyof typeof syncHttpsSentences, string>> = {
  httpsSilent: '{{host}} hat innerhalb von {{seconds}} s nicht geantwortet',
  httpsNobody: 'an {{host}} antwortet niemand ({{why}})',
  httpsUnknownHost: 'das Netz kennt den Namen {{host}} nicht',
  httpsUnknownHostRemedy: 'Die Adresse prüfen, dann das Netzkabel und den Namensserver dieses Rechners.',
  httpsBroke: 'die Verbindung zu {{host}} brach ab ({{why}})',
  httpsCertificateOver: 'das Zertifikat von {{host}} ist nicht mehr gültig',
  httpsCertificateEarly: 'das Zertifikat von {{host}} ist noch nicht gültig',
  httpsCertificateDateRemedy:
    'Es von denen erneuern lassen, die das MES betreuen. Ist es gültig, Datum und Uhrzeit dieses Rechners richtig stellen.',
  httpsCertificateUnknown:
    'das Zertifikat von {{host}} hat jemand signiert, dem diese Station nicht vertraut ({{why}})',
  httpsCertificateUnknownRemedy:
    'Bei denen, die das MES betreuen, nach dem Zertifikat des Ausstellers (CA) fragen und es in den Einstellungen dieses Ziels eintragen.',
  httpsCertificateName: '{{host}} zeigt das Zertifikat eines anderen Namens ({{why}})',
  httpsCertificateNameRemedy:
    'Die Adresse mit dem Namen eintragen, der im Zertifikat steht, oder für diesen eines ausstellen lassen.',
  httpsCertificateWanted: '{{host}} nimmt das Zertifikat dieser Station nicht an oder verlangt eines ({{why}})',
  httpsCertificateWantedRemedy:
    'Das Zertifikat und den privaten Schlüssel eintragen, die das MES dieser Station gegeben hat.',
  httpsNoTls: '{{host}} spricht nicht so TLS wie diese Station ({{why}})',
  httpsNoTlsRemedy: 'Den Port prüfen, und ob die Adresse mit https:// oder http:// beginnt.',
  httpsOwnCertificate: 'die Zertifikate in den Einstellungen dieses Ziels sind nicht brauchbar ({{why}})',
  httpsOwnCertificateRemedy:
    'Zertifikat und privaten Schlüssel als PEM-Text eintragen, und zwar die beiden, die zusammengehören.',
  httpsProxy: 'der Proxy {{host}} lässt nichts durch ({{why}})',
  httpsProxyRemedy:
    'Die Adresse des Proxys prüfen, seinen Benutzer und sein Passwort, und ob er die Adresse des MES zulässt.',
  httpsSignIn: '{{host}} nimmt die Anmeldung dieser Station nicht an (Status {{status}})',
  httpsSignInRemedy: 'Das Token, oder Benutzer und Passwort, noch einmal eintragen.',
  httpsForbidden: '{{host}} erlaubt dieser Station nicht zu senden (Status {{status}})',
  httpsForbiddenRemedy: 'Von denen, die das MES betreuen, dieser Station das Recht zum Senden geben lassen.',
  httpsNoSuchPlace: '{{host}} nimmt unter dieser Adresse keine Datensätze an (Status {{status}})',
  httpsNoSuchPlaceRemedy: 'Die Adresse mit der vergleichen, die das MES für Prüfergebnisse hat.',
  httpsMoved: '{{host}} schickt diese Station weiter zu {{where}} (Status {{status}})',
  httpsMovedRemedy: 'Die Station folgt niemandem von selbst. Diese Adresse eintragen, wenn sie stimmt.',
  httpsRefused: 'abgelehnt mit Status {{status}}: {{why}}',
  httpsRefusedRemedy: 'Bei denen, die das MES betreuen, fragen, was dieser Status dort bedeutet.',
  httpsTooLarge: 'zu groß für den Empfänger (Status {{status}})',
  httpsBusy: '{{host}} bittet um Geduld (Status {{status}}): {{why}}',
  httpsFails: '{{host}} scheitert (Status {{status}}): {{why}}',
  httpsStillAtWork: '{{host}} arbeitet noch an denselben Datensätzen (Status {{status}}): {{why}}',
  httpsGarbage: '{{host}} antwortet, aber nicht zu den Datensätzen: {{why}}',
  httpsGarbageRemedy:
    'Die Adresse prüfen: Dort kann etwas anderes antworten, etwa eine Anmeldeseite oder ein Proxy. Bis dahin gilt nichts als angekommen.',
  httpsAgain: 'jetzt nicht, sagt der Empfänger',
  httpsRefusedRecord: 'vom Empfänger ohne Begründung abgelehnt',
  httpsReachedAll: '{{host}} antwortet und nimmt Datensätze an.',
  httpsReachedSome:
    '{{host}} antwortet. Einen leeren Stapel nimmt er nicht an (Status {{status}}), erst ein Datensatz zeigt mehr.',
  httpsAskGarbage: '{{host}} antwortet, aber nicht auf die Frage: {{why}}',
};
