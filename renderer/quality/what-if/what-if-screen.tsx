/** Are the limits right? They are tried on what has been made before anybody is bound by them. */
import { useState } from 'react';
import type { Output } from '../../../main/api/slices/index.ts';
import { useAnswer } from '../../connection/use-answer.ts';
import { useLive } from '../../live/live-context.ts';
import { AskTrouble } from '../../ui/ask-trouble.tsx';
import { Skeleton } from '../../ui/card.tsx';
import { KeyButton } from '../../ui/key-button.tsx';
import { useKeys } from '../../ui/use-keys.ts';
import { useWords } from '../../words/use-words.ts';
import { noConditions, type Period } from '../parts/part-conditions.ts';
import { PeriodChoice } from '../parts/period-choice.tsx';
import { useFilter } from '../parts/use-finder.ts';
import { BundleChoice, type BundleRef } from './bundle-choice.tsx';
import { LimitStrip } from './limit-strip.tsx';
import { changesOf, type LimitsByClass } from './limits.ts';
import { SaveLimits } from './save-limits.tsx';
import type { Question } from './trial.ts';
import { TrialView } from './trial-view.tsx';
import { useTrial } from './use-trial.ts';
import { Versions } from './versions.tsx';

export function WhatIfScreen() {
  const { t } = useWords();
  const running = useLive((state) => state.status?.recipe.name ?? null);
  const [chosen, setChosen] = useState<string | null>(null);
  const recipe = chosen ?? running;
  const recipes = useAnswer('quality.choices', {}).value?.recipes ?? [];
  const { answer, value, again } = useAnswer('quality.limits', recipe === null ? null : { recipe });
  const all = recipe === null || recipes.includes(recipe) ? recipes : [recipe, ...recipes];
  return (
    <section className="desk what-if">
      {recipe !== null && all.length > 1 ? (
        <label className="recipe-choice">
          <span className="muted">{t('filter.recipes')}</span>
          <select value={recipe} onChange={(event) => setChosen(event.currentTarget.value)}>
            {all.map((name) => (
              <option key={name}>{name}</option>
            ))}
          </select>
        </label>
      ) : null}
      {recipe !== null && value ? (
        <Trying key={recipe} recipe={recipe} limits={value} onChanged={again} />
      ) : answer.kind === 'failed' ? (
        <AskTrouble error={answer.error} onAgain={again} />
      ) : (
        <div className="what-if-body" aria-hidden="true">
          <Skeleton className="plot" />
        </div>
      )}
    </section>
  );
}

interface TryingProps {
  readonly recipe: string;
  readonly limits: Output<'quality.limits'>;
  /** Limits were saved, approved or refused. */
  readonly onChanged: () => void;
}

function Trying({ recipe, limits: { now, versions, needsSecond }, onChanged }: TryingProps) {
  const { t } = useWords();
  const [tried, setTried] = useState<LimitsByClass | null>(null);
  const [bundle, setBundle] = useState<BundleRef | null>(null);
  const [period, setPeriod] = useState<Period>({ kind: 'week' });
  const { trial, ask, cancel } = useTrial();
  const filter = useFilter({ ...noConditions, period, recipes: [recipe] });
  const limits = tried ?? now;
  const hasChanged = changesOf(now, limits).length > 0;
  const change: Question['change'] = bundle ? { kind: 'bundle', ...bundle } : { kind: 'limits', limits };
  const isBusy = trial.kind === 'asking' || trial.kind === 'running';
  const start = (): void => {
    if (filter !== null && !isBusy) ask({ recipe, filter, change });
  };
  useKeys({ t: start, k: isBusy ? cancel : undefined, z: () => setTried(null) });
  const isTried = trial.kind === 'done' && JSON.stringify(trial.question.change) === JSON.stringify(change);
  const whyNot = bundle
    ? t('whatIf.bundleElsewhere')
    : hasChanged
      ? isTried
        ? null
        : t('whatIf.tryFirst')
      : t('whatIf.nothingChanged');
  return (
    <div className="what-if-body">
      <div className="what-if-side">
        <section className="side-card">
          <h2>{t('whatIf.onParts')}</h2>
          <PeriodChoice period={period} onChange={setPeriod} />
        </section>
        <BundleChoice chosen={bundle} onChoose={setBundle} />
        {bundle ? null : (
          <section className="side-card strips">
            <h2>{t('whatIf.limitsTitle')}</h2>
            {Object.entries(limits).map(([name, each]) => (
              <LimitStrip
                key={name}
                name={name}
                limits={each}
                before={now[name] ?? each}
                onChange={(next) => setTried({ ...limits, [name]: next })}
              />
            ))}
          </section>
        )}
      </div>
      <div className="what-if-main">
        <div className="picture-keys-row">
          {isBusy ? (
            <KeyButton keyName="K" shortcut="K" onPress={cancel}>
              {t('whatIf.cancel')}
            </KeyButton>
          ) : (
            <KeyButton keyName="T" shortcut="T" className="accent" onPress={start}>
              {t('whatIf.start')}
            </KeyButton>
          )}
          <KeyButton keyName="Z" shortcut="Z" isDisabled={!hasChanged} onPress={() => setTried(null)}>
            {t('whatIf.reset')}
          </KeyButton>
        </div>
        <TrialView trial={trial} onAgain={start} />
      </div>
      <div className="what-if-versions">
        <SaveLimits
          recipe={recipe}
          limits={limits}
          needsSecond={needsSecond}
          whyNot={whyNot}
          onSaved={() => {
            setTried(null);
            onChanged();
          }}
        />
        <Versions versions={versions} onDecided={onChanged} />
      </div>
    </div>
  );
}
