/** The calls of attribute agreement studies, answered from the store; what changes is told to every screen. */
import { randomInt } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { StationError } from '../../api/errors.ts';
import { say } from '../../api/said/say.ts';
import type { CallContext, Handlers } from '../../api/server.ts';
import type { Appraisal, Candidate, Study, Task } from '../../api/slices/study.ts';
import type { Limits } from '../config/recipe.ts';
import type { Feature, FeatureParts } from '../feature.ts';
import { seededRandom } from '../random.ts';
import type { CommandInput } from '../store/command-table.ts';
import type { studyCommands } from '../store/study-commands.ts';
import { bandOf, bandOfPart, chooseCandidates } from './bands.ts';
import { csvFileName, studyCsv } from './csv.ts';
import { orderOf } from './order.ts';
import { adviceFor, obstaclesOf } from './readiness.ts';
import { resultOf, type StoredStudy } from './result.ts';

/** The newest parts with a picture among which suggestions are drawn. */
const drawnFrom = 2_000;
const seeds = 2 ** 31;

type StudyCommand = keyof typeof studyCommands;

export class Studies implements Feature {
  readonly handlers: Partial<Handlers>;
  private readonly store: FeatureParts['store'];
  private readonly events: FeatureParts['events'];
  private readonly dataDir: string;
  private readonly recipe: string;
  private readonly limits: Readonly<Record<string, Limits>>;

  constructor(parts: Pick<FeatureParts, 'store' | 'events' | 'recipe' | 'bundle' | 'dataDir'>) {
    const { store, events, recipe, bundle, dataDir } = parts;
    this.store = store;
    this.dataDir = dataDir;
    this.events = events;
    this.recipe = recipe.name;
    this.limits = { ...bundle.manifest.limits, ...recipe.limits };
    this.handlers = { ...this.managing(), ...this.appraising() };
  }

  private managing(): Partial<Handlers> {
    return {
      'study.list': () => this.store.studies({}),
      'study.get': ({ id }) => this.study(id),
      'study.people': () => this.store.studyPeople({}),
      'study.create': ({ id, ...settings }, context) =>
        this.change('createStudy', { ...ofStudy(id, context), ...settings, seed: randomInt(seeds) }),
      'study.change': ({ id, ...settings }, context) =>
        this.change('changeStudy', { ...ofStudy(id, context), ...settings }),
      'study.discard': async ({ id }, context) => {
        await this.perform('discardStudy', ofStudy(id, context));
        return {};
      },
      'study.suggest': ({ id, count }) => this.suggest(id, count),
      'study.addParts': async ({ id, parts }, context) =>
        this.change('addStudyParts', { ...ofStudy(id, context), parts: await this.factsOf(parts) }),
      'study.removePart': ({ id, place }, context) =>
        this.change('removeStudyPart', { ...ofStudy(id, context), place }),
      'study.setReference': ({ id, place, reference }, context) =>
        this.change('setStudyReference', { ...ofStudy(id, context), place, reference }),
      'study.markAgain': ({ id, place, again }, context) =>
        this.change('markStudyPart', { ...ofStudy(id, context), place, again }),
      'study.unmarkAgain': ({ id, place, again }, context) =>
        this.change('unmarkStudyPart', { ...ofStudy(id, context), place, again }),
      'study.setAppraisers': ({ id, people }, context) =>
        this.change('setStudyAppraisers', { ...ofStudy(id, context), people }),
      'study.start': ({ id }, context) => this.change('startStudy', ofStudy(id, context)),
      'study.close': ({ id, reason }, context) => this.change('closeStudy', { ...ofStudy(id, context), reason }),
      'study.result': async ({ id }) => resultOf(await this.stored(id), await this.store.studyAnswers({ id })),
      'study.exportCsv': async ({ id }) => {
        const [study, answers] = [await this.stored(id), await this.store.studyAnswers({ id })];
        if (study.state.kind !== 'closed') throw new StationError('conflict', say('studyNotClosed'));
        return { address: await this.write(csvFileName(study.name, study.state.closedAt), studyCsv(study, answers)) };
      },
    };
  }

  private appraising(): Partial<Handlers> {
    return {
      'study.mine': (_, context): Promise<Task[]> =>
        context.who.person === null ? Promise.resolve([]) : this.store.studyTasks({ person: context.who.person.id }),
      'study.next': ({ id }, context) => this.next(id, nameOf(context)),
      'study.answer': async ({ id, answerId, step, answer, lookedMs }, context) => {
        await this.perform('answerStudy', { ...ofStudy(id, context), answerId, step, answer, lookedMs });
        return this.next(id, nameOf(context));
      },
    };
  }

  /** What this person is to look at now; nothing of what anybody, or the station, has said of it. */
  private async next(id: string, person: string): Promise<Appraisal> {
    const task = await this.store.studyTask({ id, person });
    if (!task) throw new StationError('not-allowed', say('studyNotAppraiser'));
    const { name, seed, trials, appraiser, done, pictures } = task;
    const order = orderOf(seed, appraiser, pictures.length, trials);
    const pictureAt = (step: number): string | null => pictures[order[step]?.part ?? -1] ?? null;
    const [now, picture] = [order[done], pictureAt(done)];
    if (!now || picture === null) return { kind: 'done', study: name, steps: order.length };
    if (!task.isRunning) throw new StationError('conflict', say('studyIsClosed'));
    return {
      ...{ kind: 'part', study: name, step: done, steps: order.length, trial: now.trial + 1, trials, picture },
      nextPicture: pictureAt(done + 1),
    };
  }

  private async suggest(id: string, count: number): Promise<Candidate[]> {
    const study = await this.stored(id);
    const facts = await this.store.studyCandidates({ id, recipe: this.recipe, limit: drawnFrom });
    const candidates = facts.flatMap(({ picture, part, at, serial, ...scored }) =>
      picture === null ? [] : [{ part, at, serial, picture, band: bandOf(scored, this.limits) }],
    );
    const random = seededRandom(randomInt(seeds));
    return [...chooseCandidates(candidates, study.partList.map(bandOfPart), count, random)];
  }

  /** @throws StationError `not-found` for an id without a record. */
  private async factsOf(parts: readonly string[]): Promise<CommandInput<'addStudyParts'>['parts']> {
    const facts = await this.store.studyPartFacts({ parts: [...parts] });
    const missing = parts.find((part) => !facts.some((one) => one.part === part));
    if (missing !== undefined) throw new StationError('not-found', say('studyNoRecord', { part: missing }));
    return facts.map(({ part, sameSerial, ...scored }) => ({
      ...{ part, again: sameSerial },
      isBorderline: bandOf(scored, this.limits) === 'borderline',
    }));
  }

  private async change<N extends Exclude<StudyCommand, 'answerStudy' | 'discardStudy'>>(
    name: N,
    input: CommandInput<N>,
  ): Promise<Study> {
    await this.perform(name, input);
    return this.study(input.study);
  }

  private async perform<N extends StudyCommand>(name: N, input: CommandInput<N>): Promise<void> {
    await this.store.perform(name, input);
    this.events.emit('study.changed', { id: input.study });
  }

  private async write(fileName: string, text: string): Promise<string> {
    const folder = join(this.dataDir, 'exports');
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, fileName), text);
    return `/exports/${fileName}`;
  }

  private async study(id: string): Promise<Study> {
    const stored = await this.stored(id);
    const draft = { parts: stored.partList, appraisers: stored.people };
    return { ...stored, obstacles: [...obstaclesOf(draft)], advice: [...adviceFor(draft)] };
  }

  private async stored(id: string): Promise<StoredStudy> {
    const study = await this.store.study({ id });
    if (!study) throw new StationError('not-found', say('studyUnknown'));
    return study;
  }
}

function ofStudy(study: string, context: CallContext): { readonly by: string; readonly study: string } {
  return { by: nameOf(context), study };
}

/** Id of the person. @throws StationError `not-allowed` for somebody without a name. */
function nameOf({ who }: CallContext): string {
  if (who.person) return who.person.id;
  throw new StationError('not-allowed', say('studyNeedsName'), { remedy: say('studyNeedsNameRemedy') });
}
