/** What is said of a found part in the list, the grid and on its page. */

import type { FoundPart } from '../../../main/api/slices/quality.ts';
import { assertNever, type Reason, reasonKey } from '../../../main/api/words.ts';
import type { Numbers } from '../../words/numbers.ts';
import { classWord, reasonKeyWords, reasonSentence } from '../../words/reason-words.ts';
import type { Say } from '../../words/words.ts';

/** A part by its serial number; one without by its number in the run. */
export function partName(t: Say, numbers: Numbers, part: Pick<FoundPart, 'serial' | 'trigger'>): string {
  return part.serial ?? t('verdict.part', { part: numbers.count(part.trigger) });
}

/** `pitting 0.93`: short enough for a row. */
export function shortReason(t: Say, numbers: Numbers, reason: Reason): string {
  const words = reasonKeyWords(t, reasonKey(reason));
  return reason.kind === 'defect' || reason.kind === 'unsure' ? `${words} ${numbers.fixed(reason.score, 2)}` : words;
}

export function reasonsSentence(t: Say, numbers: Numbers, part: Pick<FoundPart, 'reasons'>): string {
  const reasons = part.reasons.map((reason) => reasonSentence(t, numbers, reason));
  return reasons.length > 0 ? reasons.join(' · ') : t('reason.pass');
}

type Decision = NonNullable<FoundPart['disposition']>;

/** `Good`, `Defect: pitting`, `Not sure`. */
export function decisionWords(t: Say, decided: Pick<Decision, 'decision' | 'class'>): string {
  switch (decided.decision) {
    case 'good':
      return t('decision.good');
    case 'defect':
      return decided.class === null
        ? t('decision.defect')
        : t('decision.defectClass', { name: classWord(t, decided.class) });
    case 'not-sure':
      return t('decision.notSure');
    default:
      return assertNever(decided.decision);
  }
}

/** What people have said of it, or where it waits. */
export function dispositionWords(t: Say, part: Pick<FoundPart, 'disposition' | 'stage'>): string {
  if (part.disposition) return decisionWords(t, part.disposition);
  return part.stage === null ? t('decisionState.none') : t(`reviewStage.${part.stage}`);
}
