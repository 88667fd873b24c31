/** Who may decide what. The server has refused everybody below operator; this is what depends on the part. */
import { StationError } from '../../api/errors.ts';
import { say } from '../../api/said/say.ts';
import type { ReviewStage } from '../../api/slices/review.ts';
import { isAllowed, may, type Role, type Who } from '../../api/who.ts';

const all: readonly ReviewStage[] = ['operator', 'quality', 'hold', 'reject', 'stop'];

/** Stages in which this role decides. */
export function stagesOf(role: Role | null): readonly ReviewStage[] {
  return isAllowed(may.judge, role) ? all : ['operator'];
}

export function mayDecideAt(stage: ReviewStage, role: Role | null): boolean {
  return stagesOf(role).includes(stage);
}

/** @throws StationError `not-allowed` where decisions are made by name and nobody has signed in. */
export function checkNamed({ person }: Who, signInToDecide: boolean): void {
  if (person || !signInToDecide) return;
  throw new StationError('not-allowed', say('reviewNobody'), { remedy: say('reviewNobodyRemedy') });
}

export function onlyQuality(): StationError {
  return new StationError('not-allowed', say('reviewOnlyQuality'), { remedy: say('reviewOnlyQualityRemedy') });
}

export function expired(): StationError {
  return new StationError('conflict', say('reviewExpired'), { remedy: say('reviewExpiredRemedy') });
}

export function claimed(who: string): StationError {
  return new StationError('conflict', say('reviewClaimed', { who }), { remedy: say('reviewClaimedRemedy', { who }) });
}

export function decided(): StationError {
  return new StationError('conflict', say('reviewDecided'), { remedy: say('reviewNextRemedy') });
}

export function notThere(): StationError {
  return new StationError('not-found', say('reviewNotThere'), { remedy: say('reviewNextRemedy') });
}

export function undoTooLate(): StationError {
  return new StationError('conflict', say('reviewUndoTooLate'), { remedy: say('reviewUndoTooLateRemedy') });
}

export function undoOther(): StationError {
  return new StationError('not-allowed', say('reviewUndoOther'), { remedy: say('reviewUndoTooLateRemedy') });
}
