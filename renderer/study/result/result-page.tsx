/** What a closed study came to: verdicts in words first, then the figures, then what to look at. Printed as it stands. */
import type { Study, StudyResult } from '../../../main/api/slices/study.ts';
import { type AppraiserResult, aiagLimits } from '../../../main/api/slices/study-result.ts';
import { useAnswer } from '../../connection/use-answer.ts';
import { useCall } from '../../connection/use-station.ts';
import { fetchFile } from '../../quality/fetch-file.ts';
import { Skeleton } from '../../ui/card.tsx';
import { KeyButton } from '../../ui/key-button.tsx';
import { useKeys } from '../../ui/use-keys.ts';
import { useWords } from '../../words/use-words.ts';
import { Problem } from '../problem.tsx';
import { whoWords } from '../study-list.tsx';
import { useDeed } from '../use-deed.ts';
import { AppraiserCard } from './appraiser-card.tsx';
import { Disagreements } from './disagreements.tsx';
import { appraiserName, ratingWords } from './figure-words.ts';
import { KappaCard } from './kappa-card.tsx';
import { ShareCard } from './share-card.tsx';

export function ResultPage({ study }: { readonly study: Study }) {
  const { t } = useWords();
  const { answer, value, again } = useAnswer('study.result', { id: study.id });
  return (
    <div className="study-result">
      <Actions id={study.id} />
      {answer.kind === 'failed' ? <Problem error={answer.error} onAgain={again} /> : null}
      {value ? (
        <>
          <About result={value} />
          <section className="study-verdicts" aria-label={t('study.result')}>
            {value.agreement.appraisers.map((result, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: appraisers never move in a closed study
              <AppraiserCard key={index} result={result} />
            ))}
          </section>
          <Figures result={value} />
          <Disagreements result={value} />
          <p className="muted study-method">{t('study.method')}</p>
        </>
      ) : (
        <div className="study-list" role="status" aria-label={t('study.resultLoading')}>
          <Skeleton className="study-row-skeleton" />
          <Skeleton className="study-row-skeleton" />
        </div>
      )}
    </div>
  );
}

function Actions({ id }: { readonly id: string }) {
  const { t } = useWords();
  const call = useCall();
  const deed = useDeed();
  const print = (): void => window.print();
  const save = (): void => deed.act(async () => fetchFile((await call('study.exportCsv', { id })).address));
  useKeys({ p: print, e: save });
  return (
    <div className="study-no-print">
      <div className="study-buttons">
        <KeyButton keyName="P" shortcut="P" onPress={print}>
          {t('study.print')}
        </KeyButton>
        <KeyButton keyName="E" shortcut="E" onPress={save}>
          {t('study.exportCsv')}
        </KeyButton>
      </div>
      {deed.error ? <Problem error={deed.error} /> : null}
    </div>
  );
}

function About({ result: { study, experts, agreement } }: { readonly result: StudyResult }) {
  const { t, numbers } = useWords();
  const { all, ratedByAll, good, defect } = agreement.parts;
  const reason = study.state.kind === 'closed' ? study.state.reason : null;
  const leftOut = all - ratedByAll;
  return (
    <section className="study-about">
      <p>
        {t('study.about', {
          ...{ parts: t('study.parts', { count: all }), good: numbers.count(good), defect: numbers.count(defect) },
          ...{ appraisers: whoWords(study, t), trials: t('study.trials', { count: study.trials }) },
        })}{' '}
        {experts.length > 0 ? t('study.referencesBy', { names: experts.join(', ') }) : null}
      </p>
      {reason === null ? null : <p>{t('study.closedEarly', { reason })}</p>}
      {leftOut > 0 ? <p>{t('study.leftOut', { count: leftOut })}</p> : null}
    </section>
  );
}

function Figures({ result: { agreement } }: { readonly result: StudyResult }) {
  const { t } = useWords();
  const { appraisers, between, allWithReference } = agreement;
  const nameOf = (index: number): string => {
    const one = appraisers[index];
    return one ? appraiserName(one.appraiser, t) : '';
  };
  const rows = <K extends 'effectiveness' | 'misses' | 'falseAlarms'>(key: K) =>
    appraisers.map((one) => ({ name: appraiserName(one.appraiser, t), ...one[key] }));
  return (
    <div className="study-figures">
      <ShareCard
        title={t('study.effectiveness')}
        what={t('study.effectivenessWhat')}
        rows={rows('effectiveness')}
        limits={aiagLimits.effectiveness}
        isWhole
      />
      <KappaCard
        title={t('study.kappa')}
        what={t('study.kappaWhat')}
        rows={appraisers.map(({ appraiser, withReference: { figure, grade } }) => ({
          ...{ name: appraiserName(appraiser, t), kappa: figure, grade },
        }))}
        limits={aiagLimits.kappa}
      />
      <ShareCard
        title={t('study.misses')}
        what={t('study.missesWhat')}
        rows={rows('misses')}
        limits={aiagLimits.misses}
        isWhole={false}
      />
      <ShareCard
        title={t('study.falseAlarms')}
        what={t('study.falseAlarmsWhat')}
        rows={rows('falseAlarms')}
        limits={aiagLimits.falseAlarms}
        isWhole={false}
      />
      <ShareCard
        title={t('study.repeatability')}
        what={t('study.repeatabilityWhat')}
        rows={appraisers.map(({ appraiser, repeatability }) => ({
          ...{ name: appraiserName(appraiser, t), grade: 'acceptable' },
          figure: repeatability.kind === 'measured' ? repeatability.same : null,
        }))}
        isWhole
      />
      {between ? (
        <ShareCard
          title={t('study.together')}
          what={t('study.togetherWhat')}
          rows={[
            { name: t('study.sameAmongAll'), figure: between.same, grade: 'acceptable' },
            { name: t('study.asReference'), figure: allWithReference, grade: 'acceptable' },
          ]}
          isWhole
        />
      ) : null}
      <KappaCard
        title={t('study.fleiss')}
        what={t('study.fleissWhat')}
        rows={[...appraisers.map(withinRow), ...betweenRows()]}
      />
      {agreement.pairs.length > 0 ? (
        <KappaCard
          title={t('study.pairs')}
          what={t('study.pairsWhat')}
          rows={agreement.pairs.map(({ one, other, kappa }) => ({
            ...{ name: t('study.pairOf', { one: nameOf(one), other: nameOf(other) }), kappa, grade: 'acceptable' },
          }))}
        />
      ) : null}
    </div>
  );

  function withinRow({ appraiser, repeatability }: AppraiserResult) {
    const name = t('study.withinOf', { name: appraiserName(appraiser, t) });
    const kappa = repeatability.kind === 'measured' ? repeatability.kappa.overall : null;
    return { name, kappa, grade: 'acceptable' as const };
  }

  /** With two categories each of them has the kappa of the whole: they are told only when the station left some open. */
  function betweenRows() {
    if (!between) return [];
    const { overall, categories } = between.kappa;
    const used = categories.filter(({ kappa }) => kappa.kind === 'kappa');
    const ofEach = used.length < 3 ? [] : used;
    return [
      { name: t('study.amongAll'), kappa: overall, grade: 'acceptable' as const },
      ...ofEach.map(({ category, kappa }) => ({
        ...{ name: t('study.ofCategory', { category: t(ratingWords[category]) }), kappa },
        grade: 'acceptable' as const,
      })),
    ];
  }
}
