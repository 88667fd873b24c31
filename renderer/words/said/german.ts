/** Die Sätze der Station auf Deutsch; ihr Englisch liegt dort, wo sie gemacht werden (`main/api/said/`). */
import type { SaidCode } from '../../../main/api/said/say.ts';
import { cameraGerman } from './camera-de.ts';
import { deskGerman } from './desk-de.ts';
import { deviceGerman } from './device-de.ts';
import { engineGerman } from './engine-de.ts';
import { historyGerman } from './history-de.ts';
import { peopleSaidGerman } from './people-de.ts';
import { reviewGerman } from './review-de.ts';
import { searchGerman } from './search-de.ts';
import { storeGerman } from './store-de.ts';
import { studyGerman } from './study-de.ts';
import { syncCfxGerman } from './sync-cfx-de.ts';
import { syncSaidGerman } from './sync-de.ts';
import { syncFilesGerman } from './sync-files-de.ts';
import { syncHttpsGerman } from './sync-https-de.ts';
import { syncMqttGerman } from './sync-mqtt-de.ts';
import { syncReleaseGerman } from './sync-release-de.ts';
import { syncStoreGerman } from './sync-store-de.ts';

export const saidGerman: Readonly<Record<SaidCode, string>> = {
  ...cameraGerman,
  ...deskGerman,
  ...deviceGerman,
  ...engineGerman,
  ...reviewGerman,
  ...historyGerman,
  ...searchGerman,
  ...peopleSaidGerman,
  ...storeGerman,
  ...studyGerman,
  ...syncReleaseGerman,
  ...syncMqttGerman,
  ...syncStoreGerman,
  ...syncSaidGerman,
  ...syncCfxGerman,
  ...syncHttpsGerman,
  ...syncFilesGerman,
};
