/** Lo que la estación dice de las piezas que calidad busca y vuelve a juzgar. */
import type { searchSentences } from '../../../main/api/said/search-sentences.ts';

export const searchSpanish: Readonly<Record<keyof typeof searchSentences, string>> = {
  partNotThere: 'No existe esa pieza, o se borró.',
  partNotThereRemedy: 'Busque de nuevo; la lista puede ser más antigua que la pieza.',
  partStillWaits: 'Esta pieza aún espera su primera decisión.',
  partStillWaitsRemedy: 'Decida sobre ella en la revisión.',
  partNotDecided: 'Nadie ha decidido sobre esta pieza, así que no cabe una segunda opinión.',
  partDecidedByYou: 'Usted ya decidió sobre esta pieza; ahora debe hacerlo otra persona.',
  partArbitrated: 'Esta pieza se arbitró; esa decisión es definitiva.',
  partNotDisputed: 'Nadie discrepa sobre esta pieza, así que no hay nada que arbitrar.',
  partNotPassed: 'El muestreo es solo de piezas que pasaron; esta es {{verdict}}.',
  partAudited: 'Esta pieza ya se comprobó en el muestreo.',
  partNoSuchClass: 'La clase {{name}} no es de esta pieza; elija una de: {{classes}}.',
  partOtherDecision: 'Ya hubo una decisión con este identificador, y era otra.',
  frameNotThere: 'No se guardó ninguna imagen de la toma {{frame}}, así que no se puede dibujar en ella.',
  shapeOutside: 'La forma {{number}} se sale de la imagen, que tiene {{width}} × {{height}} píxeles; dibújela dentro.',
  shapeFlat: 'La forma {{number}} no tiene superficie; dibújela más grande o bórrela.',
  searchCursorWrong: 'Esta página no es de esta búsqueda.',
  searchCursorWrongRemedy: 'Busque de nuevo desde la primera página.',
  exportTooLong: 'Más de {{most}} piezas cumplen este filtro, demasiadas para un archivo.',
  exportTooSlow: 'Pocas piezas cumplen este filtro, y encontrarlas todas lleva demasiado tiempo para un archivo.',
  exportRemedy: 'Elija un periodo más corto o más condiciones.',
  exportNotWritten: 'No se pudo escribir el archivo: {{why}}',
  exportNotWrittenRemedy: 'Mire el disco de la estación: ¿queda sitio?',
  signInByName: 'Solo puede hacerlo alguien a quien la estación conoce por su nombre.',
};
