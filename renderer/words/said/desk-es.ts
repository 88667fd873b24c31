/** Lo que la estación dice a la ingeniera de calidad. */
import type { deskSentences } from '../../../main/api/said/desk-sentences.ts';

export const deskSpanish: Readonly<Record<keyof typeof deskSentences, string>> = {
  limitsChanged: 'Otra persona cambió entretanto los límites de esta receta. Mírelos e inténtelo de nuevo.',
  limitsUnknown: 'No existe esa versión de los límites.',
  limitsNotWaiting: 'Esta versión ya no espera aprobación.',
  limitsSamePerson: 'Quien guardó estos límites no puede aprobarlos; debe hacerlo otra persona.',
  limitsWrongClass: 'El paquete de esta receta no conoce la clase {{name}}. Conoce {{known}}.',
  limitsCrossed: 'En {{name}} el límite inferior debe estar por debajo del superior.',
  limitsBelowFloor:
    'En {{name}} nunca se ven valores por debajo de {{floor}}, así que el límite inferior no puede ser menor.',
  limitsOtherRecipe: 'Se pueden cambiar los límites de la receta en marcha: {{name}}.',
  whatIfUnknownJob: 'Este ensayo terminó o la estación se arrancó de nuevo. Empiécelo otra vez.',
  whatIfBundleFilter:
    'Otro paquete se puede probar sobre un periodo, turnos, paquetes y veredictos; no sobre otras condiciones.',
  whatIfFailed: 'El ensayo no pudo continuar: {{why}}',
};
