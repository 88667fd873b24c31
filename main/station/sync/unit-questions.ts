/**
 * What the MES is asked of units, as a state machine without clocks and sockets.
 *
 *   scanned ──▶ question under way ──answer, or none in time──▶ heard
 *      │                                                          │
 *      └─▶ the pipeline: this unit, and what holds until then      └─▶ the pipeline: what holds now
 *
 * The line never waits: each part is decided by the last word about its unit. A question ends by the settings that it began
 * with. Without a serial number nobody can be asked: then it is as if no answer came.
 */
import { onOneLine } from '../../api/plain-text.ts';
import { say } from '../../api/said/say.ts';
import type { MesAnswer, MesQuestions, SyncState } from '../../api/slices/sync.ts';
import type { NotReleased, Release, UnitWord } from '../flow.ts';
import type { Asked } from './sync-child.ts';

/** More at once than a line can have units between scanner and camera. */
export const mostUnderWay = 100;

export interface Question {
  /** Its answer names it. */
  readonly call: number;
  readonly serial: string;
  readonly target: string;
  readonly timeoutMs: number;
}

interface UnderWay extends Question {
  readonly whenAway: MesQuestions['whenAway'];
}

export interface UnitQuestions {
  /** Name of the one that runs. */
  readonly recipe: string;
  readonly questions: MesQuestions;
  readonly underWay: readonly UnderWay[];
  /** Of the last question. */
  readonly call: number;
  readonly last: SyncState['lastAnswer'];
}

export type UnitEvent =
  | { readonly what: 'settings'; readonly questions: MesQuestions }
  | { readonly what: 'scanned'; readonly serial: string; readonly at: number }
  | { readonly what: 'heard'; readonly call: number; readonly asked: Asked; readonly at: number };

export interface Step {
  readonly state: UnitQuestions;
  readonly words: readonly UnitWord[];
  /** To be asked now; null: nothing. */
  readonly ask: Question | null;
}

/** What holds while nothing is known. @param why no answer is there */
export function withoutAnswer(whenAway: MesQuestions['whenAway'], why: string): Release {
  return {
    workOrder: null,
    doubt: whenAway === 'hold' ? { kind: 'not-released', cause: 'no-answer', detail: why } : null,
  };
}

export function answered(answer: MesAnswer, recipe: string): Release {
  return { workOrder: textOf(answer.workOrder), doubt: doubtOf(answer, recipe) };
}

function doubtOf({ isReleased, reason, recipe: wanted }: MesAnswer, recipe: string): NotReleased | null {
  if (!isReleased) return { kind: 'not-released', cause: 'refused', detail: textOf(reason) ?? '' };
  const expected = textOf(wanted);
  if (expected === null || expected === recipe.trim()) return null;
  return { kind: 'not-released', cause: 'other-recipe', detail: expected };
}

export function step(state: UnitQuestions, event: UnitEvent): Step {
  switch (event.what) {
    case 'settings':
      return { state: { ...state, questions: event.questions }, words: [unasked(event.questions)], ask: null };
    case 'scanned':
      return scanned(state, event);
    case 'heard':
      return heard(state, event);
  }
}

/** The same unit again while it is asked about needs no second question. */
function scanned(state: UnitQuestions, { serial, at }: Extract<UnitEvent, { what: 'scanned' }>): Step {
  const { target, timeoutMs, whenAway } = state.questions;
  const same = state.underWay.find((each) => each.serial === serial);
  if (same) return tell(state, serial, withoutAnswer(same.whenAway, say('mesNoAnswerYet')));
  if (target === null || serial.trim() === '') return tell(state, serial, null);
  if (state.underWay.length >= mostUnderWay) {
    const text = say('mesTooMany', { count: mostUnderWay });
    const last = { at, serial, tookMs: 0, outcome: 'no-answer', text } as const;
    return tell({ ...state, last }, serial, withoutAnswer(whenAway, text));
  }
  const ask: Question = { call: state.call + 1, serial, target, timeoutMs };
  const underWay = [...state.underWay, { ...ask, whenAway }];
  return {
    ...tell({ ...state, call: ask.call, underWay }, serial, withoutAnswer(whenAway, say('mesNoAnswerYet'))),
    ask,
  };
}

/** Only the first word about a question counts. */
function heard(state: UnitQuestions, { call, asked, at }: Extract<UnitEvent, { what: 'heard' }>): Step {
  const question = state.underWay.find((each) => each.call === call);
  if (!question) return { state, words: [], ask: null };
  const { serial, whenAway } = question;
  const release =
    asked.outcome === 'answered' ? answered(asked.answer, state.recipe) : withoutAnswer(whenAway, asked.why);
  const underWay = state.underWay.filter((each) => each !== question);
  const last = { at, serial, tookMs: Math.max(0, asked.tookMs), ...outcomeOf(asked, release, state.recipe) };
  return { state: { ...state, underWay, last }, words: [{ kind: 'release', serial, release }], ask: null };
}

/** The pipeline learns of the unit at once, whatever comes of the question. */
function tell(state: UnitQuestions, serial: string, release: Release | null): Step {
  return { state, words: [{ kind: 'serial', serial, release }], ask: null };
}

function unasked({ target, whenAway }: MesQuestions): UnitWord {
  const doubt: NotReleased = { kind: 'not-released', cause: 'no-serial', detail: '' };
  return { kind: 'unasked', release: target !== null && whenAway === 'hold' ? { workOrder: null, doubt } : null };
}

/** For people: what came of the question. */
function outcomeOf(
  asked: Asked,
  { doubt }: Release,
  recipe: string,
): Pick<NonNullable<UnitQuestions['last']>, 'outcome' | 'text'> {
  if (asked.outcome === 'no-answer') return { outcome: 'no-answer', text: asked.why === '' ? null : asked.why };
  if (doubt === null) return { outcome: 'released', text: textOf(asked.answer.reason) };
  if (doubt.cause === 'other-recipe')
    return { outcome: 'refused', text: say('mesOtherRecipe', { expected: doubt.detail, recipe }) };
  return { outcome: 'refused', text: doubt.detail === '' ? null : doubt.detail };
}

/** Null for nothing but blanks. */
function textOf(text: string | null): string | null {
  const shown = onOneLine(text ?? '');
  return shown === '' ? null : shown;
}
