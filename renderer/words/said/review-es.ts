/** Lo que la estación dice de las piezas que esperan a una persona. */
import type { reviewSentences } from '../../../main/api/said/review-sentences.ts';

export const reviewSpanish: Readonly<Record<keyof typeof reviewSentences, string>> = {
  reviewNotThere: 'Esta pieza no espera a nadie.',
  reviewNextRemedy: 'Tome la siguiente pieza.',
  reviewDecided: 'Esta pieza ya está decidida.',
  reviewDecidedBy: 'Esta pieza ya está decidida, por {{who}}.',
  reviewClaimed: '{{who}} está mirando esta pieza.',
  reviewClaimedRemedy: 'Tome la siguiente pieza; esta vuelve a estar libre un minuto después de que {{who}} la deje.',
  reviewExpired: 'El tiempo de esta pieza se agotó: ahora se pregunta a calidad.',
  reviewExpiredRemedy: 'Tome la siguiente pieza; alguien de calidad decide sobre esta.',
  reviewOnlyQuality: 'Sobre esta pieza se pregunta a calidad.',
  reviewOnlyQualityRemedy: 'Entre con el rol de calidad para decidir sobre ella, o tome la siguiente pieza.',
  reviewNobody: 'Aquí se decide con nombre, y nadie ha entrado.',
  reviewNobodyRemedy: 'Entre con su PIN o su tarjeta y decida después.',
  reviewNoSuchClass: 'la clase {{class}} no es de esta pieza',
  reviewNoSuchClassRemedy: 'Elija una de: {{classes}}.',
  reviewAskedAlready: 'Ya se ha preguntado a calidad por esta pieza.',
  reviewAskedAlreadyRemedy: 'Decida: buena o defectuosa.',
  reviewTakenBack: 'Esta decisión se retiró, o fue sobre otra pieza.',
  reviewTakenBackRemedy: 'Decida de nuevo sobre la pieza.',
  reviewUndoTooLate: 'Esta decisión ya no se puede retirar aquí.',
  reviewUndoTooLateRemedy: 'Pida a calidad una segunda opinión sobre la pieza.',
  reviewUndoOther: 'Solo quien tomó una decisión puede retirarla.',
  reviewOverdueStop: 'Nadie decidió a tiempo sobre la pieza {{part}}.',
  knownNoGoldenSet: 'El paquete {{bundle}} no tiene conjunto patrón.',
  knownGoldenSetWrong: 'El conjunto patrón no se puede usar: {{why}}',
  knownOtherSize: 'Las imágenes patrón son {{golden}}, la cámara da {{camera}}: se notaría la diferencia.',
  knownOtherBoards:
    'El conjunto patrón muestra otras placas que la imagen patrón de esta receta: se notaría la diferencia.',
  knownTooFew: 'El conjunto patrón tiene {{good}} imágenes buenas y {{defect}} defectuosas: hacen falta más de ambas.',
};
