/** Was die Station über Datenträger, Speicher und Datenbank sagt. */
import type { storeSentences } from '../../../main/api/said/store-sentences.ts';

export const storeGerman: Readonly<Record<keyof typeof storeSentences, string>> = {
  diskPicturesStopped: 'Der Datenträger ist fast voll: Es werden keine Bilder mehr aufbewahrt. Platz schaffen.',
  diskOnReserve:
    'Der Datenträger ist voll: Datensätze gehen in den reservierten Platz, Bilder werden nicht aufbewahrt. Jetzt Platz schaffen.',
  diskFull:
    'Der Datenträger und der reservierte Platz sind voll: Datensätze warten im Arbeitsspeicher. Jetzt Platz schaffen.',
  diskRecovered: 'Auf dem Datenträger ist wieder Platz.',
  diskFree: '({{megabytes}} MB frei)',
  diskNoAnswer: 'Der Datenträger des Datenordners antwortet nicht: {{why}}',
  reserveNotWritten: 'Die Reserve für einen vollen Datenträger lässt sich nicht schreiben: {{why}}',
  reserveNotSeen: 'Der reservierte Platz lässt sich nicht ansehen: {{why}}',
  reserveNotGiven: 'Der reservierte Platz lässt sich nicht freigeben: {{why}}',

  recordsNotWritten: 'Datensätze können nicht geschrieben werden und warten: {{why}}',
  recordsLate: 'Datensätze warten zu lange: Die Linie bekommt Nicht-OK.',
  recordRefused: 'Ein Datensatz konnte nicht gespeichert werden: {{why}}',
  storeRestarted: 'Der Prozess des Speichers wurde neu gestartet, während die Station weiterlief.',
  stoppedUncleanly:
    'Die Station hörte auf, ohne beendet zu werden. Teile zwischen {{from}} und {{to}} haben keinen Datensatz.',

  databaseDamaged: 'Die Datenbank ist beschädigt ({{why}}); was lesbar ist, kommt in eine neue.',
  databaseBeingMended: 'Die Datenbank ist beschädigt; was lesbar ist, kommt in eine neue.',
  databaseReplaced: 'Eine beschädigte Datenbank wurde durch das ersetzt, was von ihr lesbar war.',
  databaseNotReplaced: 'die beschädigte Datenbank lässt sich nicht ersetzen: {{why}}',
  databaseNotReplacedRemedy:
    'Auf dem Datenträger Platz schaffen und die Station neu starten; was noch nicht darauf ist, wartet.',
  mendedParts: 'Die Datenbank war beschädigt. {{parts}} Teile kamen in eine neue.',
  mendedLost: '{{parts}} Teile sind verloren.',
  mendedUnreadable: 'Bis zu {{rows}} Zeilen waren nicht lesbar.',
  mendedRestored: '{{rows}} davon sind aus einem Index wieder vollständig.',
  mendedPlaceholders:
    'Platzhalter („lost with the damage“) stehen für das, worauf Teile verweisen und was niemand mehr weiß: {{which}}.',
  mendedStray: '{{rows}} Werte, Bilddaten, Stellen und Bilder verlorener Teile wurden weggelassen.',
  mendedReasons: 'Die Gründe von {{parts}} Teilen und Bildern sind verloren.',
  mendedTables: 'Nichts lesbar war von: {{tables}}.',
  mendedOpen: '{{rows}} Zeilen verweisen auf nichts; das ist ein Fehler in Sightline.',
  mendedOldFile: 'Die alte Datei ist {{file}}.',
  databaseNewer: 'die Datenbank hat Version {{version}}, und dieses Sightline kennt sie bis {{known}}',
  databaseNewerRemedy:
    'Das neuere Sightline starten, das {{path}} geschrieben hat, oder diesem einen anderen Datenordner geben (--data).',
};
