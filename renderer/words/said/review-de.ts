/** Was die Station über Teile sagt, die auf einen Menschen warten. */
import type { reviewSentences } from '../../../main/api/said/review-sentences.ts';

export const reviewGerman: Readonly<Record<keyof typeof reviewSentences, string>> = {
  reviewNotThere: 'Dieses Teil wartet auf niemanden.',
  reviewNextRemedy: 'Das nächste Teil nehmen.',
  reviewDecided: 'Über dieses Teil ist schon entschieden.',
  reviewDecidedBy: 'Über dieses Teil ist schon entschieden, von {{who}}.',
  reviewClaimed: '{{who}} sieht sich dieses Teil gerade an.',
  reviewClaimedRemedy:
    'Das nächste Teil nehmen; dieses ist eine Minute, nachdem {{who}} es verlassen hat, wieder frei.',
  reviewExpired: 'Die Zeit für dieses Teil ist abgelaufen: Jetzt ist die Qualität gefragt.',
  reviewExpiredRemedy: 'Das nächste Teil nehmen; über dieses entscheidet jemand von der Qualität.',
  reviewOnlyQuality: 'Nach diesem Teil ist die Qualität gefragt.',
  reviewOnlyQualityRemedy: 'Als Qualität anmelden, um darüber zu entscheiden, oder das nächste Teil nehmen.',
  reviewNobody: 'Hier wird mit Namen entschieden, und niemand ist angemeldet.',
  reviewNobodyRemedy: 'Mit PIN oder Ausweis anmelden, dann entscheiden.',
  reviewNoSuchClass: 'die Klasse {{class}} gehört nicht zu diesem Teil',
  reviewNoSuchClassRemedy: 'Eine von diesen wählen: {{classes}}.',
  reviewAskedAlready: 'Die Qualität ist nach diesem Teil schon gefragt.',
  reviewAskedAlreadyRemedy: 'Darüber entscheiden: gut oder fehlerhaft.',
  reviewTakenBack: 'Diese Entscheidung wurde zurückgenommen oder galt einem anderen Teil.',
  reviewTakenBackRemedy: 'Noch einmal über das Teil entscheiden.',
  reviewUndoTooLate: 'Diese Entscheidung lässt sich hier nicht mehr zurücknehmen.',
  reviewUndoTooLateRemedy: 'Die Qualität um eine zweite Meinung zu diesem Teil bitten.',
  reviewUndoOther: 'Nur wer entschieden hat, kann die Entscheidung zurücknehmen.',
  reviewOverdueStop: 'Über Teil {{part}} hat niemand rechtzeitig entschieden.',
  knownNoGoldenSet: 'Das Modellpaket {{bundle}} hat keine Prüfbilder.',
  knownGoldenSetWrong: 'Die Prüfbilder des Modellpakets sind nicht zu gebrauchen: {{why}}',
  knownOtherSize: 'Die Prüfbilder sind {{golden}}, die Kamera gibt {{camera}}: Man würde sie unterscheiden.',
  knownOtherBoards:
    'Die Prüfbilder zeigen andere Platinen als die Vorlage dieses Rezepts: Man würde sie unterscheiden.',
  knownTooFew: 'Unter den Prüfbildern sind {{good}} gute und {{defect}} fehlerhafte: Von beiden sind mehr nötig.',
};
