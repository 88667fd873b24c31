/** State of camera, engine, disk and MES in a few words: quiet while normal, more words and a shape when not. */
import type { LiveStatus } from '../../main/api/slices/live.ts';
import { assertNever } from '../../main/api/words.ts';
import { ageWords } from '../words/ages.ts';
import type { Numbers } from '../words/numbers.ts';
import type { Say } from '../words/words.ts';

export interface ChipWords {
  readonly text: string;
  readonly level: 'normal' | 'warning' | 'urgent';
}

const fewDays = 3;

export function cameraChip({ camera }: LiveStatus, t: Say, numbers: Numbers): ChipWords {
  switch (camera.state) {
    case 'streaming':
      return { text: t('chip.fps', { fps: numbers.fixed(camera.fps, 1) }), level: 'normal' };
    case 'opening':
      return { text: t('chip.cameraOpening'), level: 'normal' };
    case 'stopped':
      return { text: t('chip.cameraStopped'), level: 'normal' };
    case 'ended':
      return { text: t('chip.cameraEnded'), level: 'warning' };
    case 'fault':
      return { text: t('chip.cameraFault'), level: 'urgent' };
    case 'lost': {
      const seconds = Math.ceil(camera.retryInS ?? 0);
      return { text: seconds > 0 ? t('chip.cameraLost', { seconds }) : t('chip.cameraLostNow'), level: 'urgent' };
    }
    default:
      return assertNever(camera.state);
  }
}

export function engineChip({ engine }: LiveStatus, t: Say, numbers: Numbers): ChipWords {
  switch (engine.state) {
    case 'ready':
      return engine.runMsP50 === null
        ? { text: t('chip.engineReadyPlain'), level: 'normal' }
        : { text: t('chip.engineReady', { ms: numbers.fixed(engine.runMsP50, 1) }), level: 'normal' };
    case 'starting':
      return { text: t('chip.engineStarting'), level: 'normal' };
    case 'restarting':
      return { text: t('chip.engineRestarting'), level: 'warning' };
    case 'fault':
      return { text: t('chip.engineFault'), level: 'urgent' };
    default:
      return assertNever(engine.state);
  }
}

export function diskChip({ store }: LiveStatus, t: Say, numbers: Numbers): ChipWords {
  const waiting = numbers.count(store.waiting);
  switch (store.state) {
    case 'ready':
      return store.daysLeft === null
        ? { text: t('chip.diskFree', { size: numbers.bytes(store.diskFreeBytes) }), level: 'normal' }
        : {
            text: t('chip.diskDays', { days: numbers.count(Math.floor(store.daysLeft)) }),
            level: store.daysLeft < fewDays ? 'warning' : 'normal',
          };
    case 'starting':
      return { text: t('chip.diskStarting'), level: 'normal' };
    case 'restarting':
      return { text: t('chip.diskRestarting', { waiting }), level: 'warning' };
    case 'pictures-stopped':
      return { text: t('chip.diskPictures'), level: 'warning' };
    case 'reserve':
      return { text: t('chip.diskReserve'), level: 'urgent' };
    case 'full':
      return { text: t('chip.diskFull'), level: 'urgent' };
    case 'fault':
      return { text: t('chip.diskFault', { waiting }), level: 'urgent' };
    default:
      return assertNever(store.state);
  }
}

/** @param at the station's wall clock */
export function mesChip({ sync, at }: LiveStatus, t: Say, numbers: Numbers): ChipWords {
  const waiting = numbers.count(sync.waiting);
  const parked = numbers.count(sync.parked ?? 0);
  const isParked = (sync.parked ?? 0) > 0;
  switch (sync.state) {
    case 'not-configured':
      return { text: t('chip.mesNone'), level: 'normal' };
    case 'starting':
      return { text: t('chip.mesStarting'), level: 'normal' };
    case 'connected':
      if (isParked) return { text: t('chip.mesParked', { parked }), level: 'warning' };
      return { text: sync.waiting > 0 ? t('chip.mesWaiting', { waiting }) : t('chip.mesConnected'), level: 'normal' };
    case 'paused':
      return { text: t('chip.mesPaused', { waiting }), level: isParked ? 'warning' : 'normal' };
    case 'stopped':
      return { text: t('chip.mesStopped', { waiting }), level: 'urgent' };
    case 'away':
      return sync.awaySince === undefined
        ? { text: t('chip.mesAway', { waiting }), level: 'warning' }
        : { text: t('chip.mesAwaySince', { waiting, age: ageWords(t, at - sync.awaySince) }), level: 'warning' };
    default:
      return assertNever(sync.state);
  }
}
