/** The station's own sentences in Spanish; their English lies where they are made (`main/api/said/`). */
import type { SaidCode } from '../../../main/api/said/say.ts';
import { cameraSpanish } from './camera-es.ts';
import { deskSpanish } from './desk-es.ts';
import { deviceSpanish } from './device-es.ts';
import { engineSpanish } from './engine-es.ts';
import { historySpanish } from './history-es.ts';
import { peopleSaidSpanish } from './people-es.ts';
import { reviewSpanish } from './review-es.ts';
import { searchSpanish } from './search-es.ts';
import { storeSpanish } from './store-es.ts';
import { studySpanish } from './study-es.ts';
import { syncCfxSpanish } from './sync-cfx-es.ts';
import { syncSaidSpanish } from './sync-es.ts';
import { syncFilesSpanish } from './sync-files-es.ts';
import { syncHttpsSpanish } from './sync-https-es.ts';
import { syncMqttSpanish } from './sync-mqtt-es.ts';
import { syncReleaseSpanish } from './sync-release-es.ts';
import { syncStoreSpanish } from './sync-store-es.ts';

export const saidSpanish: Readonly<Record<SaidCode, string>> = {
  ...cameraSpanish,
  ...deskSpanish,
  ...deviceSpanish,
  ...engineSpanish,
  ...historySpanish,
  ...peopleSaidSpanish,
  ...reviewSpanish,
  ...searchSpanish,
  ...storeSpanish,
  ...studySpanish,
  ...syncReleaseSpanish,
  ...syncMqttSpanish,
  ...syncStoreSpanish,
  ...syncSaidSpanish,
  ...syncCfxSpanish,
  ...syncHttpsSpanish,
  ...syncFilesSpanish,
};
