/** Was die Station sagt, wenn sie das MES vor der Prüfung fragt. */
import type { syncReleaseSentences } from '../../../main/api/said/sync-release-sentences.ts';

export const syncReleaseGerman: Readonly<Record<keyof typeof syncReleaseSentences, string>> = {
  mesNoAnswerYet: 'Als das Teil entschieden wurde, war die Antwort noch nicht da.',
  mesNotInTime: 'Keine Antwort innerhalb von {{ms}} ms.',
  mesTooMany: 'Es laufen schon Fragen zu {{count}} Teilen.',
  mesTargetGone: 'Das Ziel, das gefragt werden soll, gibt es nicht mehr; unter Zustand, Sync ein anderes wählen.',
  mesNobodyListens: 'Der Prozess, der fragt, wird gerade gestartet.',
  mesOtherRecipe: 'Das MES erwartet {{expected}}, und es läuft {{recipe}}.',
};
