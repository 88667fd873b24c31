/** Was die Station in ihrem Verlauf sagt, und über ihn, wenn er geprüft wird. */
import type { historySentences } from '../../../main/api/said/history-sentences.ts';

export const historyGerman: Readonly<Record<keyof typeof historySentences, string>> = {
  historyKeyFirst: 'Die Station hat beim ersten Start ihren Schlüssel gemacht.',
  historyKeyMissing: 'Im Datenordner liegt ein anderer Schlüssel als der bisherige.',
  historyKeyUnusable:
    'Der Schlüssel war nicht zu gebrauchen und liegt jetzt als {{file}} daneben; ein neuer ist gemacht.',

  checkEdited: 'Eintrag {{entry}} wurde geändert, oder der davor wurde geändert und bekam eine neue Prüfsumme.',
  checkLastEdited: 'Eintrag {{entry}}, der letzte, wurde geändert oder später eingefügt.',
  checkUnreadable: 'Eintrag {{entry}} ist nicht zu lesen.',
  checkRemoved: 'Eintrag {{entry}} wurde entfernt.',
  checkRemovedMany: 'Die Einträge {{entry}} bis {{last}} wurden entfernt.',
  checkRemovedRenumbered: 'Vor Eintrag {{entry}} wurde etwas entfernt, und die Einträge danach wurden neu nummeriert.',
  checkInserted: 'Eintrag {{entry}} wurde später eingefügt, und die Einträge danach wurden neu nummeriert.',
  checkReordered: 'Eintrag {{entry}} steht am falschen Platz: Dorthin gehört Eintrag {{other}}.',
  checkOutOfOrder: 'Eintrag {{entry}} kommt doppelt oder am falschen Platz.',
  checkClock: 'Bei Eintrag {{entry}} lief die Uhr von {{from}} auf {{to}} zurück, und kein Eintrag sagt es.',
  checkTailCut: 'Die Einträge {{entry}} bis {{last}} waren in Abschnitt {{segment}} versiegelt und sind fort.',
  checkHead:
    'Abschnitt {{segment}} (Einträge {{entry}} bis {{last}}): Seine Einträge ergeben nicht die Prüfsumme, die signiert wurde. Einer wurde geändert, und die Prüfsummen danach wurden neu gemacht.',
  checkSignature:
    'Abschnitt {{segment}} (Einträge {{entry}} bis {{last}}): Die Signatur stimmt nicht, er wurde also geändert.',
  checkSegmentRemoved: 'Abschnitt {{segment}} wurde entfernt.',
  checkSegmentPlace: 'Abschnitt {{segment}} schließt nicht an den davor an.',
  checkSegmentKey: 'Abschnitt {{segment}} wurde mit einem Schlüssel signiert, den der Verlauf nicht nennt.',
  checkKeyEntry: 'Eintrag {{entry}} nennt einen anderen alten Schlüssel, als der Verlauf vorher hatte.',
  checkKeyFile: 'Der Verlauf wurde mit einem anderen Schlüssel signiert als dem, der im Datenordner liegt.',
  checkUnsealed:
    'Die Einträge {{entry}} bis {{last}} sind älter als eine Stunde und nicht versiegelt: Ihre Abschnitte wurden entfernt.',
  checkDropped:
    'Die Einträge von Abschnitt {{segment}} sind fort, und kein Eintrag sagt, dass sie wegen ihres Alters gelöscht wurden.',
  checkPartVerdict: 'Das Urteil über Teil {{part}} ist {{now}} in seiner Zeile und {{told}} in Eintrag {{entry}}.',
  checkPartEdited: 'Die Zeilen von Teil {{part}} wurden geändert, seit Eintrag {{entry}} gemacht wurde.',
  checkPartPicture: 'Teil {{part}} hat ein Bild, das Eintrag {{entry}} nicht nennt.',
  checkPartRemoved: 'Die Zeilen des Teils von Eintrag {{entry}} ({{part}}) wurden entfernt.',
  checkPartInserted: 'Teil {{part}} hat Zeilen, aber der Verlauf hat keinen Eintrag seines Urteils.',
  checkDisposed:
    'Wann über Teil {{part}} entschieden wurde, ist geändert: Seine Zeile und Eintrag {{entry}} stimmen nicht überein.',
  checkDecisionEdited: 'Die Entscheidung von Eintrag {{entry}} über Teil {{part}} wurde in ihrer Zeile geändert.',
  checkDecisionRemoved: 'Die Entscheidung von Eintrag {{entry}} über Teil {{part}} wurde aus ihrer Tabelle entfernt.',
  checkDecisionInserted: 'Teil {{part}} hat eine Entscheidung, aber der Verlauf hat keinen Eintrag davon.',
  checkMessageMissing: 'Die Nachricht an das MES über Teil {{part}} wurde aus dem Ausgang entfernt.',
  checkMessageStray: 'Nachricht {{message}} im Ausgang handelt von etwas, das es nicht gibt.',
  checkAnchor:
    'Kein Eintrag und kein Abschnitt hat die Prüfsumme des Ankers: Das Ende des Verlaufs wurde abgeschnitten, oder der Verlauf wurde neu gemacht und signiert.',
  checkFileEnd: 'Die Datei hat kein Ende: Sie wurde abgeschnitten.',
  checkFileSignature: 'Die Signatur am Ende der Datei stimmt nicht: Die Datei wurde geändert.',

  noteClock: 'Bei Eintrag {{entry}} lief die Uhr von {{from}} auf {{to}} zurück; die Station sagt es selbst.',
  noteKey: 'Bei Eintrag {{entry}} bekam die Station einen anderen Schlüssel. {{why}}',
  noteUnsealed: '{{entries}} Einträge seit {{from}} sind noch nicht versiegelt: Keine Signatur deckt sie.',
  noteDropped:
    'Die Einträge von {{segments}} Abschnitten (bis Eintrag {{entry}}) wurden wegen ihres Alters gelöscht; ihre Prüfsummen sind da.',
  noteNoAnchor:
    'Ohne Anker kann niemand wissen, ob das Ende abgeschnitten oder der ganze Verlauf neu gemacht und signiert wurde. Eine Prüfsumme auf Papier oder im MES ist einer: damit noch einmal prüfen.',
  noteBefore: '{{parts}} Teile sind aus der Zeit vor dem Verlauf.',
  noteOfOlder: 'Was vor Eintrag {{entry}} war, steht nicht in dieser Datei.',
};
