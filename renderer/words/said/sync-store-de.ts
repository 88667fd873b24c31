/** Was der Speicher über Ziele des MES sagt. */
import type { syncStoreSentences } from '../../../main/api/said/sync-store-sentences.ts';

export const syncStoreGerman: Readonly<Record<keyof typeof syncStoreSentences, string>> = {
  syncNoTarget: 'Dieses Ziel gibt es nicht mehr.',
  syncNameTaken: 'Ein anderes Ziel heißt schon {{name}}.',
  syncUnderWay: 'An {{name}} ist gerade etwas anderes unterwegs.',
  syncBehindCursor: '{{name}} hat diese Nachrichten schon.',
};
