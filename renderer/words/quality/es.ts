/** El puesto de calidad en español. */
import type { SameKeys } from '../same-keys.ts';
import type { quality } from './en.ts';
import { partSpanish } from './part-es.ts';
import { partsSpanish } from './parts-es.ts';
import { reportSpanish } from './report-es.ts';
import { whatIfSpanish } from './what-if-es.ts';

export const qualitySpanish: SameKeys<typeof quality> = {
  quality: {
    tabs: 'Pestañas del puesto de calidad',
  },
  qualityTab: {
    parts: 'Piezas',
    'what-if': 'Qué pasaría',
    report: 'Informe',
    audit: 'Muestreo',
    reviewers: 'Quienes revisan',
    studies: 'Estudios',
    history: 'Historial',
  },
  asking: {
    failed: 'La estación no pudo responder',
    notAllowed: 'Esto necesita otros derechos',
    notAllowedDetail:
      'Entre con el rol de calidad o de administración. La tecla con su nombre, arriba a la derecha, lleva allí.',
    again: 'Reintentar',
  },
  ...partsSpanish,
  ...partSpanish,
  ...whatIfSpanish,
  ...reportSpanish,
};
