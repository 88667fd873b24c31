/** Was die Station über Broker sagt, die sie über MQTT erreicht. */
import type { syncMqttSentences } from '../../../main/api/said/sync-mqtt-sentences.ts';

export const syncMqttGerman: Readonly<Record<keyof typeof syncMqttSentences, string>> = {
  mqttSignIn: '{{host}} nimmt Benutzer und Passwort dieser Station nicht an ({{why}})',
  mqttSignInRemedy:
    'Benutzer und Passwort neu eingeben, so wie die Betreuer des Brokers sie dieser Station gegeben haben.',
  mqttNotAllowed: '{{host}} erlaubt dieser Station das nicht ({{why}})',
  mqttNotAllowedRemedy: 'Die Betreuer des Brokers müssen dieser Station das Recht geben, unter {{topic}} zu senden.',
  mqttNotAllowedHere: 'Die Betreuer des Brokers müssen dieser Station dort die nötigen Rechte geben.',
  mqttVersion: '{{host}} spricht kein MQTT 5 ({{why}})',
  mqttVersionRemedy: 'Die Station braucht einen Broker mit MQTT 5. Adresse und Port prüfen.',
  mqttClientId: '{{host}} nimmt die Client-ID {{id}} nicht an ({{why}})',
  mqttClientIdRemedy: 'In den Einstellungen dieses Ziels eine andere Client-ID eingeben.',
  mqttTakenOver:
    'jemand anderes hat sich bei {{host}} als {{id}} angemeldet, mit der Client-ID der Station {{station}}',
  mqttTakenOverRemedy:
    'Zwei Stationen benutzen die Client-ID {{id}}: die Station {{station}} und eine andere. Einer davon eine andere Client-ID oder einen anderen Namen geben.',
  mqttThrownOut:
    '{{host}} beendet jede Verbindung bald und ohne ein Wort: wahrscheinlich meldet sich jemand anderes als {{id}} an, mit der Client-ID der Station {{station}}',
  mqttBusy: '{{host}} bittet um Geduld: {{why}}',
  mqttGone: '{{host}} hat die Verbindung beendet: {{why}}',
  mqttMoved: '{{host}} verweist diese Station an {{where}}',
  mqttMovedRemedy: 'Die Station folgt niemandem von selbst. Diese Adresse eingeben, wenn sie stimmt.',
  mqttMisunderstood: '{{host}} und diese Station verstehen einander nicht: {{why}}',
  mqttMisunderstoodRemedy: 'Prüfen, ob unter dieser Adresse und diesem Port ein Broker mit MQTT 5 antwortet.',
  mqttSilent: '{{host}} hat innerhalb von {{seconds}} s nicht geantwortet',
  mqttLate: '{{host}} hat nicht rechtzeitig geantwortet',
  mqttClosed: '{{host}} hat die Verbindung geschlossen, bevor eine Antwort kam',
  mqttClosedRemedy: 'Wenn das so bleibt: den Port prüfen, und ob der Broker TLS erwartet.',
  mqttNoTls: '{{host}} spricht TLS nicht so wie diese Station ({{why}})',
  mqttNoTlsRemedy: 'Den Port prüfen, und ob der Broker TLS erwartet.',
  mqttNoAnswers: '{{host}} gibt keine Empfangsbestätigung (QoS 1): niemand wüsste, ob ein Datensatz angekommen ist',
  mqttNoAnswersRemedy: 'QoS 1 am Broker einschalten lassen.',
  mqttTopicWrong: 'unter dem Topic {{topic}} kann nichts gesendet werden',
  mqttTopicWrongRemedy: 'Ein Topic hat kein + und kein # und beginnt nicht mit $. Ein anderes eingeben.',
  mqttTooLarge: 'die Nachricht hat {{bytes}} Bytes, der Broker nimmt höchstens {{limit}}',
  mqttTooLargeSaid: 'zu groß für den Broker ({{why}})',
  mqttRefused: 'der Broker lehnt sie ab: {{why}}',
  mqttPutOff: 'der Broker konnte sie nicht annehmen: {{why}}',
  mqttNobodyListens: 'niemand hat am Broker {{topic}} abonniert',
  mqttNobodyListensRemedy:
    'Den Empfänger starten oder abonnieren lassen. Wenn die Regeln des Brokers selbst die Nachrichten ohne Abonnement annehmen, das in den Einstellungen dieses Ziels sagen; Arten, die niemand will, in seiner Zuordnung ausschalten.',
  mqttReached: '{{host}} ist erreichbar und nimmt Nachrichten an (MQTT 5).',
  mqttReachedAs: '{{host}} ist erreichbar und nimmt Nachrichten von {{user}} an (MQTT 5).',
  mqttAskGarbage: 'die Antwort von {{topic}} ist nicht lesbar: {{why}}',
  mqttAskNobody: 'niemand beantwortet Fragen unter {{topic}}',
  mqttAskLate: 'von {{topic}} kam keine rechtzeitige Antwort',
  sparkplugHostAway: 'der Host {{id}} ist nicht online, die Werte werden aufgehoben',
  sparkplugHostAwayRemedy:
    'Die Sparkplug-Anwendung {{id}} starten, oder in den Einstellungen einen anderen primären Host eingeben.',
  sparkplugTwin: '{{other}} sendet als derselbe Edge Node {{edge}} wie die Station {{station}}',
  sparkplugTwinRemedy: 'Der Station {{station}} oder {{other}} eine andere Edge-Node-ID geben.',
  sparkplugAnother: 'jemand anderes',
  sparkplugReached: '{{host}} ist erreichbar, angemeldet würde als {{edge}}.',
  sparkplugNoFile: 'die Zählung der Anmeldungen kann nicht in {{file}} geschrieben werden ({{why}})',
  sparkplugNoFileRemedy: 'Prüfen, ob die Festplatte voll ist und die Station in ihren Datenordner schreiben darf.',
  sparkplugNoRecords: 'Sparkplug nimmt keine Datensätze',
};
