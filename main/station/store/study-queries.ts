/** What is read of attribute agreement studies. */
import { z } from 'zod';
import { studySchema, studySummarySchema, taskSchema } from '../../api/slices/study.ts';
import { referenceSchema } from '../../api/slices/study-result.ts';
import { verdictSchema } from '../../api/words.ts';

const ofStudy = z.object({ id: z.uuid() });

/** Of a record that may become a part of a study. */
export const partFactsSchema = z.object({
  part: z.uuid(),
  at: z.number(),
  verdict: verdictSchema,
  recipe: z.string(),
  serial: z.string().nullable(),
  /** Of its worst frame; of a pass any that was kept. */
  picture: z.string().nullable(),
  /** Highest, by class. */
  scores: z.record(z.string(), z.number()),
});
export type PartFacts = z.infer<typeof partFactsSchema>;

export const studyQueries = {
  /** Newest first. */
  studies: { input: z.object({}), output: z.array(studySummarySchema) },
  study: { input: ofStudy, output: studySchema.omit({ obstacles: true, advice: true }).nullable() },
  /** In the order in which they were given. */
  studyAnswers: {
    input: ofStudy,
    output: z.array(
      z.object({
        person: z.uuid(),
        step: z.number().int(),
        /** 0 for the first. */
        trial: z.number().int(),
        place: z.number().int(),
        answer: referenceSchema,
        at: z.number(),
        lookedMs: z.number(),
      }),
    ),
  },
  /** What a person has to do in a study; null for others than its appraisers. */
  studyTask: {
    input: ofStudy.extend({ person: z.uuid() }),
    output: z
      .object({
        name: z.string(),
        isRunning: z.boolean(),
        seed: z.number().int(),
        trials: z.number().int(),
        /** Its number in the study. */
        appraiser: z.number().int(),
        done: z.number().int(),
        /** By place. */
        pictures: z.array(z.string()),
      })
      .nullable(),
  },
  /** Of running studies, with something left to do. */
  studyTasks: { input: z.object({ person: z.uuid() }), output: z.array(taskSchema) },
  studyPeople: { input: z.object({}), output: z.array(z.object({ id: z.uuid(), name: z.string() })) },
  /** Those that there are, with the ids of the other records that have the same serial (newest five). */
  studyPartFacts: {
    input: z.object({ parts: z.array(z.uuid()).max(1000) }),
    output: z.array(partFactsSchema.extend({ sameSerial: z.array(z.uuid()) })),
  },
  /** The newest parts of a recipe with a kept picture that are not in the study. */
  studyCandidates: {
    input: ofStudy.extend({ recipe: z.string(), limit: z.number().int().min(1).max(5000) }),
    output: z.array(partFactsSchema),
  },
} as const;
