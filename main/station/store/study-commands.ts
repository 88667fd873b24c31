/** What is written of attribute agreement studies; `main/api/slices/study.ts` says what each is. */
import { z } from 'zod';
import { referenceSchema } from '../../api/slices/study-result.ts';

/** A study is always somebody's. */
const by = z.uuid();
const ofStudy = z.object({ by, study: z.uuid() });
const ofPart = ofStudy.extend({ place: z.number().int().positive() });
const settings = { name: z.string(), trials: z.number().int(), hasStation: z.boolean() };
const nothing = z.object({});
export type Nothing = z.infer<typeof nothing>;

export const studyCommands = {
  createStudy: { input: ofStudy.extend({ ...settings, seed: z.number().int() }), output: nothing },
  changeStudy: { input: ofStudy.extend(settings), output: nothing },
  discardStudy: { input: ofStudy, output: nothing },
  /** Parts that are in it stay as they are. `again`: other records of the same part. */
  addStudyParts: {
    input: ofStudy.extend({
      parts: z.array(z.object({ part: z.uuid(), isBorderline: z.boolean(), again: z.array(z.uuid()) })),
    }),
    output: nothing,
  },
  removeStudyPart: { input: ofPart, output: nothing },
  setStudyReference: { input: ofPart.extend({ reference: referenceSchema }), output: nothing },
  markStudyPart: { input: ofPart.extend({ again: z.uuid() }), output: nothing },
  unmarkStudyPart: { input: ofPart.extend({ again: z.uuid() }), output: nothing },
  setStudyAppraisers: { input: ofStudy.extend({ people: z.array(z.uuid()) }), output: nothing },
  startStudy: { input: ofStudy, output: nothing },
  answerStudy: {
    input: ofStudy.extend({
      answerId: z.uuid(),
      step: z.number().int().nonnegative(),
      answer: referenceSchema,
      lookedMs: z.number().nonnegative(),
    }),
    output: nothing,
  },
  closeStudy: { input: ofStudy.extend({ reason: z.string() }), output: nothing },
} as const;
