/** Why a part was stopped, as a person would say it; the number stands beside the word. */
import { assertNever, type PictureFault, pictureFaults, type Reason } from '../../main/api/words.ts';
import { en } from './en.ts';
import type { Numbers } from './numbers.ts';
import { told } from './told.ts';
import type { Say } from './words.ts';

/** A class by its word in the catalogue; a bundle's class that has none there keeps its own name. */
export function classWord(t: Say, name: string): string {
  return isKnownClass(name) ? t(`defectClass.${name}`) : name;
}

export function reasonSentence(t: Say, numbers: Numbers, reason: Reason): string {
  const two = (value: number): string => numbers.fixed(value, 2);
  switch (reason.kind) {
    case 'defect':
      return t('reason.defect', {
        name: classWord(t, reason.class),
        score: two(reason.score),
        limit: two(reason.limit),
      });
    case 'unsure':
      return t('reason.unsure', {
        name: classWord(t, reason.class),
        score: two(reason.score),
        passBelow: two(reason.passBelow),
        failAbove: two(reason.failAbove),
      });
    case 'bad-picture':
      return t('reason.badPicture', {
        fault: t(`pictureFault.${reason.fault}`),
        value: measure(numbers, reason.value),
        limit: measure(numbers, reason.limit),
      });
    case 'unknown-part':
      return t('reason.unknownPart', { value: two(reason.value), limit: two(reason.limit) });
    case 'not-registered':
      return t(reason.cause === 'too-far' ? 'reason.tooFar' : 'reason.notRegistered', { score: two(reason.score) });
    case 'incomplete-frame':
      return t('reason.incompleteFrame', { detail: damageWords(t, reason.detail) });
    case 'frames-missing':
      return t('reason.framesMissing', { got: reason.got, expected: reason.expected });
    case 'late':
      return t('reason.late', { took: numbers.fixed(reason.tookMs, 1), deadline: numbers.fixed(reason.deadlineMs, 1) });
    case 'engine-fault':
      return t('reason.engineFault', { detail: told(t, numbers, reason.detail) });
    case 'not-released':
      return notReleasedSentence(t, numbers, reason);
    case 'no-frame':
      return t('reason.noFrame');
    case 'overrun':
      return t('reason.overrun');
    case 'camera-lost':
      return t('reason.cameraLost', { detail: told(t, numbers, reason.detail) });
    case 'station-stopped':
      return t('reason.stationStopped');
    default:
      return assertNever(reason);
  }
}

function notReleasedSentence(t: Say, numbers: Numbers, reason: Extract<Reason, { kind: 'not-released' }>): string {
  const detail = told(t, numbers, reason.detail);
  switch (reason.cause) {
    case 'refused':
      return detail === '' ? t('reason.refused') : t('reason.refusedBecause', { detail });
    case 'other-recipe':
      return t('reason.otherRecipe', { recipe: reason.detail });
    case 'no-answer':
      return t('reason.noRelease', { detail });
    case 'no-serial':
      return t('reason.noSerial');
    default:
      return assertNever(reason.cause);
  }
}

const shortKeys = {
  'unknown-part': 'reasonShort.unknownPart',
  'not-registered': 'reasonShort.notRegistered',
  'incomplete-frame': 'reasonShort.incompleteFrame',
  'frames-missing': 'reasonShort.framesMissing',
  late: 'reasonShort.late',
  'engine-fault': 'reasonShort.engineFault',
  'not-released': 'reasonShort.notReleased',
  'no-frame': 'reasonShort.noFrame',
  overrun: 'reasonShort.overrun',
  'camera-lost': 'reasonShort.cameraLost',
  'station-stopped': 'reasonShort.stationStopped',
} as const;

/** A `reasonKey` in two or three words, for the Pareto. A key of a newer station stays as it is. */
export function reasonKeyWords(t: Say, key: string): string {
  const [kind = '', detail = ''] = splitOnce(key);
  if (kind === 'defect') return t('reasonShort.defect', { name: classWord(t, detail) });
  if (kind === 'unsure') return t('reasonShort.unsure', { name: classWord(t, detail) });
  if (kind === 'bad-picture' && isPictureFault(detail)) return t(`pictureFault.${detail}`);
  return Object.hasOwn(shortKeys, kind) ? t(shortKeys[kind as keyof typeof shortKeys]) : key;
}

/** Brightness is 0..255 and focus can be thousands: whole numbers; shares need their digits. */
function measure(numbers: Numbers, value: number): string {
  return Math.abs(value) >= 10 ? numbers.fixed(value, 0) : numbers.fixed(value, 2);
}

function splitOnce(key: string): readonly string[] {
  const colon = key.indexOf(':');
  return colon < 0 ? [key] : [key.slice(0, colon), key.slice(colon + 1)];
}

/** A camera's own word that is not in the catalogue stays. */
function damageWords(t: Say, word: string): string {
  return isKnownDamage(word) ? t(`frameDamage.${word}`) : word;
}

function isKnownDamage(word: string): word is keyof typeof en.frameDamage {
  return Object.hasOwn(en.frameDamage, word);
}

function isKnownClass(name: string): name is keyof typeof en.defectClass {
  return Object.hasOwn(en.defectClass, name);
}

function isPictureFault(text: string): text is PictureFault {
  return (pictureFaults as readonly string[]).includes(text);
}
