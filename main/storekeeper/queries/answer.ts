/** A question by its name: input parsed, answered by its SQL. */
import { describeIssues, StationError } from '../../api/errors.ts';
import { isQueryName, type QueryInput, type QueryName, queryTable } from '../../station/store/query-table.ts';
import type { Db } from '../database.ts';
import { syncAnswers } from '../sync/sync.ts';
import { auditSample } from './audit-sample.ts';
import { alikeParts, decidedParts } from './decided-parts.ts';
import { deviceBindings } from './devices.ts';
import { foundParts } from './found-parts.ts';
import { historyHead, historyPage } from './history.ts';
import { limitsInForce, limitsVersions } from './limits.ts';
import { counts, incidents, pictureFile, runLedger, settings } from './other-queries.ts';
import { partPage } from './part-page.ts';
import { partsCsv } from './parts-csv.ts';
import { people } from './people.ts';
import { picturesToTry } from './pictures-to-try.ts';
import { recentParts } from './recent-parts.ts';
import { keptPictures, openReviews, reviewedPart } from './review.ts';
import { reviewerCounts } from './reviewer-counts.ts';
import { countParts, searchChoices, searchParts } from './search.ts';
import { pareto, shiftCounts, yieldPerMinute } from './shift-figures.ts';
import { shiftReport, shifts } from './shift-report.ts';
import { studies, study, studyAnswers, studyPeople, studyTask, studyTasks } from './study.ts';
import { studyCandidates, studyPartFacts } from './study-candidates.ts';
import { medianLook, whatIfStretch } from './what-if.ts';

/** Answered by the store's own thread (`store.ts`): they start long work, or ask how far it is. */
export type WorkQuery = 'beginHistoryWork' | 'historyWork';

type Answers = {
  readonly [N in Exclude<QueryName, WorkQuery>]: Answer<N>;
};

/** `problem`: for the log, where an answer leaves something out. */
type Answer<N extends QueryName> = (
  db: Db,
  input: QueryInput<N>,
  dataDir: string,
  problem: (text: string) => void,
) => unknown;

const answers: Answers = {
  shiftCounts,
  yieldPerMinute,
  pareto,
  recentParts,
  pictureFile,
  runLedger,
  incidents,
  limitsVersions,
  limitsInForce,
  whatIfStretch,
  picturesToTry,
  shifts,
  shiftReport,
  foundParts,
  medianLook,
  searchParts,
  countParts,
  searchChoices,
  partPage,
  auditSample,
  partsCsv,
  settings,
  openReviews,
  reviewedPart,
  keptPictures,
  decidedParts,
  alikeParts,
  reviewerCounts,
  deviceBindings,
  counts,
  people,
  studies,
  study,
  studyAnswers,
  studyTask,
  studyTasks,
  studyPeople,
  studyPartFacts,
  studyCandidates,
  historyPage,
  historyHead,
  ...syncAnswers,
};

/** @throws StationError `bad-input` for a question that is none; whatever its SQL throws. */
export function answerQuery(
  db: Db,
  dataDir: string,
  name: string,
  input: unknown,
  problem: (text: string) => void = () => undefined,
): unknown {
  if (!isQueryName(name) || !isAnswered(name)) {
    throw new StationError('bad-input', `the store knows no question named ${name}`);
  }
  return answerNamed(db, dataDir, name, input, problem);
}

function isAnswered(name: QueryName): name is keyof Answers {
  return Object.hasOwn(answers, name);
}

function answerNamed<N extends keyof Answers>(
  db: Db,
  dataDir: string,
  name: N,
  input: unknown,
  problem: (text: string) => void,
): unknown {
  const parsed = queryTable[name].input.safeParse(input);
  if (!parsed.success) throw new StationError('bad-input', `${name}: ${describeIssues(parsed.error)}`);
  const answer: Answer<N> = answers[name];
  return answer(db, parsed.data as QueryInput<N>, dataDir, problem);
}
