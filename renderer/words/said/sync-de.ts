/** Was die Station darüber sagt, wie Datensätze zum MES kommen. */
import type { syncSentences } from '../../../main/api/said/sync-sentences.ts';

export const syncSaidGerman: Readonly<Record<keyof typeof syncSentences, string>> = {
  syncBehindParked: 'eine frühere Nachricht über dasselbe Teil ist geparkt; diese wartet dahinter',
  syncTooLarge: 'die Nachricht hat {{bytes}} Bytes, der Empfänger nimmt höchstens {{limit}}',
  syncNoWord: 'der Empfänger hat dazu nichts gesagt',
  syncPutOff: 'der Empfänger hat sie {{times}}-mal aufgeschoben, während er andere nahm: {{why}}',
  syncKindNotSent: 'Nachrichten dieser Art werden nicht mehr an dieses Ziel gesendet',
  syncMappingFailed: 'die Abbildung geht bei diesem Datensatz nicht: {{why}}',
  syncMappingUnreadable: 'die Abbildung für {{kind}} ist nicht lesbar: {{why}}',
  syncFailsOnIt: 'der Empfänger scheitert an dieser Nachricht, {{times}}-mal in Folge, und ist sonst wohlauf: {{why}}',
  secretUnknown: 'diese Art von Ziel kennt kein Geheimnis namens {{name}}',
  secretsUnreadable: 'die Geheimnisse in {{path}} lassen sich nicht lesen: {{why}}',
  secretsUnreadableRemedy:
    'Die Datei an einen anderen Ort legen und die Geheimnisse unter „Zustand“, „Übertragung“ neu eingeben.',
};
