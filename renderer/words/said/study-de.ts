/** Was die Station über Prüferstudien sagt. */
import type { studySentences } from '../../../main/api/said/study-sentences.ts';

export const studyGerman: Readonly<Record<keyof typeof studySentences, string>> = {
  studyIsDraft: 'diese Studie ist noch nicht gestartet',
  studyIsRunning: 'diese Studie ist gestartet: Teile, Referenzen und Prüfer bleiben, wie sie sind',
  studyIsClosed: 'diese Studie ist abgeschlossen: An ihr ändert sich nichts mehr',
  studyUnknown: 'diese Studie gibt es nicht',
  studyPartUnknown: 'Teil {{place}} gehört nicht zu dieser Studie',
  studyNoRecord: 'vom Teil {{part}} gibt es keinen Datensatz',
  studyNoPicture: 'vom Teil {{part}} ist kein Bild aufbewahrt, also kann es niemand beurteilen',
  studyFull: 'eine Studie hat höchstens {{count}} Teile',
  studyNotReady: 'diese Studie kann noch nicht starten',
  studyNotReadyRemedy: 'Auf ihrer Seite steht, was fehlt.',
  studyPersonUnknown: 'eine dieser Personen ist an dieser Station nicht bekannt',
  studyNotAppraiser: 'nur wer in der Studie genannt ist, prüft in ihr',
  studyNeedsName: 'eine Studie muss wissen, wer es sagt',
  studyNeedsNameRemedy: 'Mit Namen anmelden.',
  studyStepTaken: 'dieses Teil ist schon beantwortet',
  studyStepTakenRemedy: 'Mit dem nächsten weitermachen.',
  studyNeedsReason: 'es ist noch nicht alles beantwortet: Die Studie jetzt abzuschließen braucht einen Grund',
  studyNotClosed:
    'das Ergebnis gibt es, wenn die Studie abgeschlossen ist, damit niemand vorher erfährt, was andere sagen',
};
