/** Lo que dice la estación sobre llevar registros al MES. */
import type { syncSentences } from '../../../main/api/said/sync-sentences.ts';

export const syncSaidSpanish: Readonly<Record<keyof typeof syncSentences, string>> = {
  syncBehindParked: 'un mensaje anterior sobre la misma pieza está apartado; este espera detrás',
  syncTooLarge: 'el mensaje tiene {{bytes}} bytes y el receptor admite {{limit}} como máximo',
  syncNoWord: 'el receptor no dijo nada al respecto',
  syncPutOff: 'el receptor lo ha aplazado {{times}} veces mientras aceptaba otros: {{why}}',
  syncKindNotSent: 'los mensajes de esta clase ya no se envían a este destino',
  syncMappingFailed: 'la expresión falla con este registro: {{why}}',
  syncMappingUnreadable: 'la expresión para {{kind}} no se puede leer: {{why}}',
  syncFailsOnIt: 'el receptor falla con este mensaje, {{times}} veces seguidas, y por lo demás está bien: {{why}}',
  secretUnknown: 'esta clase de destino no conoce ningún secreto llamado {{name}}',
  secretsUnreadable: 'no se pueden leer los secretos de {{path}}: {{why}}',
  secretsUnreadableRemedy: 'Aparte el archivo y vuelva a introducir los secretos en Estado, Envíos.',
};
