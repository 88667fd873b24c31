/**
 * Attribute agreement studies (MSA): do people and station judge alike, and as the reference says?
 *
 *   draft ──start──▶ running ──close──▶ closed          parts, references and appraisers are chosen in the draft;
 *     └──discard──▶ gone                                appraisers answer while it runs; a closed one never changes
 */
import { z } from 'zod';
import { call } from '../slice.ts';
import { may } from '../who.ts';
import { verdictSchema } from '../words.ts';
import { agreementSchema, appraiserSchema, ratingSchema, referenceSchema } from './study-result.ts';

export const maxStudyParts = 200;
export const maxAppraisers = 10;

const nameSchema = z.string().trim().min(1).max(80);
/** Of the same parts by the same appraiser. */
const trialsSchema = z.number().int().min(2).max(3);

export const studyStateSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('draft') }),
  z.object({ kind: z.literal('running'), startedAt: z.number() }),
  z.object({
    kind: z.literal('closed'),
    startedAt: z.number(),
    closedAt: z.number(),
    /** Why it ended before all was answered; null when all was. */
    reason: z.string().nullable(),
  }),
]);

const progressSchema = z.object({ done: z.number().int(), of: z.number().int() });

export const studySummarySchema = z.object({
  id: z.uuid(),
  name: z.string(),
  state: studyStateSchema,
  createdAt: z.number(),
  by: z.string().nullable(),
  parts: z.number().int(),
  appraisers: z.number().int(),
  trials: z.number().int(),
  hasStation: z.boolean(),
  progress: progressSchema,
});
export type StudySummary = z.infer<typeof studySummarySchema>;

/** A record of the part: what the station said when it saw it. */
export const presentationSchema = z.object({
  /** Of the record. */
  part: z.uuid(),
  at: z.number(),
  verdict: verdictSchema,
  /** `chosen`: the record that was put into the study; the others are the same part, presented again. */
  how: z.enum(['chosen', 'same-serial', 'marked']),
});

export const studyPartSchema = z.object({
  /** What it is called in the study; never used again when it is taken out. */
  place: z.number().int().positive(),
  serial: z.string().nullable(),
  picture: z.string(),
  reference: referenceSchema.nullable(),
  expert: z.object({ id: z.uuid(), name: z.string() }).nullable(),
  /** The station was unsure of it. */
  isBorderline: z.boolean(),
  /** In the order of time. */
  presentations: z.array(presentationSchema).min(1),
});
export type StudyPart = z.infer<typeof studyPartSchema>;

/** Without this it cannot start. */
export const obstacleSchema = z.enum(['too-few-parts', 'reference-missing', 'no-appraiser', 'expert-appraises']);
export type Obstacle = z.infer<typeof obstacleSchema>;
/** It can, but would tell less. */
export const adviceSchema = z.enum([
  'fewer-than-fifty',
  'few-good',
  'few-defective',
  'few-borderline',
  'few-appraisers',
]);
export type Advice = z.infer<typeof adviceSchema>;

export const studySchema = studySummarySchema.extend({
  partList: z.array(studyPartSchema),
  people: z.array(z.object({ id: z.uuid(), name: z.string(), progress: progressSchema })),
  obstacles: z.array(obstacleSchema),
  advice: z.array(adviceSchema),
});
export type Study = z.infer<typeof studySchema>;

/** By the recipe's limits: sure to be good, sure to be defective, or near the limits. */
export const bandSchema = z.enum(['good', 'borderline', 'defect']);
export type Band = z.infer<typeof bandSchema>;

export const candidateSchema = z.object({
  part: z.uuid(),
  at: z.number(),
  serial: z.string().nullable(),
  picture: z.string(),
  band: bandSchema,
});
export type Candidate = z.infer<typeof candidateSchema>;

/** What an appraiser gets to see: the picture, and nothing of what anybody has said of it. */
export const appraisalSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('part'),
    study: z.string(),
    /** Counts through all trials; an answer names it. */
    step: z.number().int().nonnegative(),
    steps: z.number().int().positive(),
    trial: z.number().int().positive(),
    trials: z.number().int().positive(),
    picture: z.string(),
    /** To be loaded meanwhile; null at the end. */
    nextPicture: z.string().nullable(),
  }),
  z.object({ kind: z.literal('done'), study: z.string(), steps: z.number().int().positive() }),
]);
export type Appraisal = z.infer<typeof appraisalSchema>;

export const taskSchema = z.object({ id: z.uuid(), name: z.string(), progress: progressSchema });
export type Task = z.infer<typeof taskSchema>;

/** A part on which not everybody said what the reference says. */
export const disagreementSchema = z.object({
  place: z.number().int().positive(),
  /** The record, and its picture while it is kept. */
  part: z.uuid(),
  picture: z.string(),
  serial: z.string().nullable(),
  reference: referenceSchema,
  /** By appraiser, then by trial. */
  said: z.array(z.array(ratingSchema)),
});

export const studyResultSchema = z.object({
  study: studySummarySchema,
  experts: z.array(z.string()),
  agreement: agreementSchema,
  disagreements: z.array(disagreementSchema),
});
export type StudyResult = z.infer<typeof studyResultSchema>;

const ofStudy = z.object({ id: z.uuid() });
const ofPart = ofStudy.extend({ place: z.number().int().positive() });

export const studySlice = {
  calls: {
    'study.list': call(may.judge, z.object({}), z.array(studySummarySchema)),
    'study.get': call(may.judge, ofStudy, studySchema),
    /** Those who can appraise. */
    'study.people': call(may.judge, z.object({}), z.array(z.object({ id: z.uuid(), name: z.string() }))),
    /** `id` is made by the screen: the same one again is the same study. */
    'study.create': call(
      may.judge,
      ofStudy.extend({ name: nameSchema, trials: trialsSchema, hasStation: z.boolean() }),
      studySchema,
    ),
    'study.change': call(
      may.judge,
      ofStudy.extend({ name: nameSchema, trials: trialsSchema, hasStation: z.boolean() }),
      studySchema,
    ),
    'study.discard': call(may.judge, ofStudy, z.object({})),
    /** Kept pictures of the running recipe that are not in the study, drawn so that the bands become even. */
    'study.suggest': call(
      may.judge,
      ofStudy.extend({ count: z.number().int().min(1).max(maxStudyParts) }),
      z.array(candidateSchema),
    ),
    /** By the ids of their records. `not-found`: no such record; `conflict`: no picture of it is kept. */
    'study.addParts': call(
      may.judge,
      ofStudy.extend({ parts: z.array(z.uuid()).min(1).max(maxStudyParts) }),
      studySchema,
    ),
    'study.removePart': call(may.judge, ofPart, studySchema),
    /** Whoever gives it is this part's expert. */
    'study.setReference': call(may.judge, ofPart.extend({ reference: referenceSchema }), studySchema),
    /** `again`: a record of the same part, presented to the station another time. */
    'study.markAgain': call(may.judge, ofPart.extend({ again: z.uuid() }), studySchema),
    'study.unmarkAgain': call(may.judge, ofPart.extend({ again: z.uuid() }), studySchema),
    'study.setAppraisers': call(
      may.judge,
      ofStudy.extend({ people: z.array(z.uuid()).max(maxAppraisers) }),
      studySchema,
    ),
    'study.start': call(may.judge, ofStudy, studySchema),
    /** What waits for whoever is signed in here. */
    'study.mine': call(may.operate, z.object({}), z.array(taskSchema)),
    /** `not-allowed` for all but the study's own appraisers. */
    'study.next': call(may.operate, ofStudy, appraisalSchema),
    /** Final. `answerId` is made by the screen. `conflict`: this step was answered already, or is not the next. */
    'study.answer': call(
      may.operate,
      ofStudy.extend({
        answerId: z.uuid(),
        step: z.number().int().nonnegative(),
        answer: referenceSchema,
        lookedMs: z.number().nonnegative(),
      }),
      appraisalSchema,
    ),
    /** `reason`: needed when not all is answered. */
    'study.close': call(may.judge, ofStudy.extend({ reason: z.string().trim().max(2000).default('') }), studySchema),
    /** Of a closed study only: nobody learns what others say while it runs. */
    'study.result': call(may.judge, ofStudy, studyResultSchema),
    /**
     * One row a rating, in the columns of Minitab's attribute agreement analysis. Written to the station's exports folder;
     * the answer is its address (`GET /exports/NAME`).
     */
    'study.exportCsv': call(may.judge, ofStudy, z.object({ address: z.string() })),
  },
  events: {
    /** Something of it is another: ask again. */
    'study.changed': z.object({ id: z.uuid() }),
  },
} as const;

export { appraiserSchema };
