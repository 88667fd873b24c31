/** Lo que la estación dice de los estudios de concordancia. */
import type { studySentences } from '../../../main/api/said/study-sentences.ts';

export const studySpanish: Readonly<Record<keyof typeof studySentences, string>> = {
  studyIsDraft: 'este estudio aún no ha empezado',
  studyIsRunning: 'este estudio ha empezado: sus piezas, referencias y evaluadores quedan como están',
  studyIsClosed: 'este estudio está cerrado: nada en él cambia ya',
  studyUnknown: 'no existe ese estudio',
  studyPartUnknown: 'la pieza {{place}} no está en este estudio',
  studyNoRecord: 'no hay registro de la pieza {{part}}',
  studyNoPicture: 'no se guarda ninguna imagen de la pieza {{part}}, así que nadie puede evaluarla',
  studyFull: 'un estudio tiene como mucho {{count}} piezas',
  studyNotReady: 'este estudio aún no puede empezar',
  studyNotReadyRemedy: 'Su página dice qué falta.',
  studyPersonUnknown: 'una de estas personas no es conocida en esta estación',
  studyNotAppraiser: 'en el estudio solo evalúan las personas que este nombra',
  studyNeedsName: 'un estudio necesita saber quién lo dice',
  studyNeedsNameRemedy: 'Entre con su nombre.',
  studyStepTaken: 'esta pieza ya está contestada',
  studyStepTakenRemedy: 'Siga con la siguiente.',
  studyNeedsReason: 'no está todo contestado: cerrar ahora el estudio necesita un motivo',
  studyNotClosed: 'el resultado está cuando el estudio se cierra, para que nadie sepa entretanto qué dicen los demás',
};
