/** The station's own sentences in Chinese; their English lies where they are made (`main/api/said/`). */
import type { SaidCode } from '../../../main/api/said/say.ts';
import { cameraChinese } from './camera-zh.ts';
import { deskChinese } from './desk-zh.ts';
import { deviceChinese } from './device-zh.ts';
import { engineChinese } from './engine-zh.ts';
import { historyChinese } from './history-zh.ts';
import { peopleSaidChinese } from './people-zh.ts';
import { reviewChinese } from './review-zh.ts';
import { searchChinese } from './search-zh.ts';
import { storeChinese } from './store-zh.ts';
import { studyChinese } from './study-zh.ts';
import { syncCfxChinese } from './sync-cfx-zh.ts';
import { syncFilesChinese } from './sync-files-zh.ts';
import { syncHttpsChinese } from './sync-https-zh.ts';
import { syncMqttChinese } from './sync-mqtt-zh.ts';
import { syncReleaseChinese } from './sync-release-zh.ts';
import { syncStoreChinese } from './sync-store-zh.ts';
import { syncSaidChinese } from './sync-zh.ts';

export const saidChinese: Readonly<Record<SaidCode, string>> = {
  ...cameraChinese,
  ...deskChinese,
  ...deviceChinese,
  ...engineChinese,
  ...historyChinese,
  ...peopleSaidChinese,
  ...reviewChinese,
  ...searchChinese,
  ...storeChinese,
  ...studyChinese,
  ...syncReleaseChinese,
  ...syncMqttChinese,
  ...syncStoreChinese,
  ...syncSaidChinese,
  ...syncCfxChinese,
  ...syncHttpsChinese,
  ...syncFilesChinese,
};
