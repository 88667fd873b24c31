/** Lo que el almacén dice de los destinos del MES. */
import type { syncStoreSentences } from '../../../main/api/said/sync-store-sentences.ts';

export const syncStoreSpanish: Readonly<Record<keyof typeof syncStoreSentences, string>> = {
  syncNoTarget: 'Este destino ya no existe.',
  syncNameTaken: 'Otro destino ya se llama {{name}}.',
  syncUnderWay: 'Ya hay algo en camino hacia {{name}}.',
  syncBehindCursor: '{{name}} ya tiene estos mensajes.',
};
