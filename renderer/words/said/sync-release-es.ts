/** Lo que dice la estación cuando pregunta al MES antes de inspeccionar. */
import type { syncReleaseSentences } from '../../../main/api/said/sync-release-sentences.ts';

export const syncReleaseSpanish: Readonly<Record<keyof typeof syncReleaseSentences, string>> = {
  mesNoAnswerYet: 'La respuesta no había llegado cuando se decidió la pieza.',
  mesNotInTime: 'Sin respuesta en {{ms}} ms.',
  mesTooMany: 'Ya se está preguntando por {{count}} unidades.',
  mesTargetGone: 'El destino al que había que preguntar ya no existe; elija otro en Estado, Sync.',
  mesNobodyListens: 'El proceso que pregunta se está iniciando.',
  mesOtherRecipe: 'El MES espera {{expected}} y está en marcha {{recipe}}.',
};
