/** What is missing, what would be better, how long it takes; then the start, or the end of the draft. */
import { useState } from 'react';
import type { Advice, Obstacle, Study } from '../../../main/api/slices/study.ts';
import { useCall } from '../../connection/use-station.ts';
import { Key, KeyButton } from '../../ui/key-button.tsx';
import { useKeys } from '../../ui/use-keys.ts';
import { VerdictShape } from '../../ui/verdict-shape.tsx';
import { useWords } from '../../words/use-words.ts';
import { Problem } from '../problem.tsx';
import { useDeed } from '../use-deed.ts';
import type { DraftPageProps } from './draft-page.tsx';

const obstacleWords = {
  'too-few-parts': 'study.obstacleParts',
  'reference-missing': 'study.obstacleReference',
  'no-appraiser': 'study.obstacleAppraiser',
  'expert-appraises': 'study.obstacleExpert',
} as const satisfies Record<Obstacle, string>;

const adviceWords = {
  'fewer-than-fifty': 'study.adviceFifty',
  'few-good': 'study.adviceGood',
  'few-defective': 'study.adviceDefective',
  'few-borderline': 'study.adviceBorderline',
  'few-appraisers': 'study.adviceAppraisers',
} as const satisfies Record<Advice, string>;

const secondsPerLook = 5;

export function StartStep({ study, onDiscarded }: DraftPageProps) {
  const { t, numbers } = useWords();
  const call = useCall();
  const deed = useDeed();
  const canStart = study.obstacles.length === 0;
  const looks = study.parts * study.trials;
  const start = (): void => {
    if (canStart) deed.act(() => call('study.start', { id: study.id }));
  };
  useKeys({ g: start });
  return (
    <div className="study-start">
      {study.obstacles.length > 0 ? (
        <section className="study-missing">
          <h2>{t('study.obstacles')}</h2>
          <ul>
            {study.obstacles.map((one) => (
              <li key={one}>
                <VerdictShape verdict="review" />
                <span>{t(obstacleWords[one])}</span>
              </li>
            ))}
          </ul>
        </section>
      ) : (
        <p>{t('study.ready')}</p>
      )}
      <AdviceList study={study} />
      <p>
        {t('study.amount', {
          looks: numbers.count(looks),
          minutes: numbers.count(Math.ceil((looks * secondsPerLook) / 60)),
        })}
      </p>
      <p>{t('study.startWhy')}</p>
      {deed.error ? <Problem error={deed.error} /> : null}
      <div className="study-buttons">
        <Discard study={study} onDiscarded={onDiscarded} />
        <button
          type="button"
          className="key-button accent"
          aria-keyshortcuts="G"
          disabled={!canStart || deed.isBusy}
          onClick={start}
        >
          <span>{t('study.start')}</span>
          <Key name="G" />
        </button>
      </div>
    </div>
  );
}

function AdviceList({ study }: { readonly study: Study }) {
  const { t } = useWords();
  if (study.advice.length === 0) return null;
  return (
    <section className="study-advice">
      <h2>{t('study.advice')}</h2>
      <ul>
        {study.advice.map((one) => (
          <li key={one}>{t(adviceWords[one])}</li>
        ))}
      </ul>
    </section>
  );
}

/** Asks once more: what was chosen is gone then. */
function Discard({ study, onDiscarded }: DraftPageProps) {
  const { t } = useWords();
  const call = useCall();
  const deed = useDeed();
  const [isSure, setSure] = useState(false);
  const discard = (): void =>
    deed.act(async () => {
      await call('study.discard', { id: study.id });
      onDiscarded();
    });
  const press = isSure ? discard : (): void => setSure(true);
  useKeys({ x: press });
  return (
    <>
      {deed.error ? <Problem error={deed.error} /> : null}
      <KeyButton keyName="X" shortcut="X" onPress={press}>
        {isSure ? t('study.discardSure') : t('study.discard')}
      </KeyButton>
    </>
  );
}
