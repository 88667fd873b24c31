/** Every part on which somebody differed from the reference: what to look at together afterwards. */
import { VisuallyHidden } from '@mantine/core';
import type { StudyResult } from '../../../main/api/slices/study.ts';
import type { Rating } from '../../../main/api/slices/study-result.ts';
import type { Verdict } from '../../../main/api/words.ts';
import { VerdictShape } from '../../ui/verdict-shape.tsx';
import { useWords } from '../../words/use-words.ts';
import { StudyPicture } from '../study-picture.tsx';
import { appraiserName, ratingWords } from './figure-words.ts';

const shapes = { good: 'pass', defect: 'fail', 'not-decided': 'review' } as const satisfies Record<Rating, Verdict>;

export function Disagreements({ result }: { readonly result: StudyResult }) {
  const { t } = useWords();
  const names = result.agreement.appraisers.map(({ appraiser }) => appraiserName(appraiser, t));
  return (
    <section className="study-disagreements">
      <h2>{t('study.disagreements')}</h2>
      {result.disagreements.length === 0 ? <p>{t('study.noDisagreements')}</p> : null}
      <ul className="study-tiles study-differing">
        {result.disagreements.map(({ place, picture, reference, said }) => (
          <li key={place} className="study-differs">
            <StudyPicture id={picture} alt={t('study.part', { place })} className="study-tile-picture" />
            <p>
              <strong>{t('study.part', { place })}</strong>{' '}
              <span className="muted">{`${t('study.reference')}: ${t(ratingWords[reference])}`}</span>
            </p>
            <dl>
              {said.map((ratings, index) => (
                <div key={names[index]} data-differs={ratings.some((rating) => rating !== reference)}>
                  <dt>{names[index]}</dt>
                  <dd>
                    <VisuallyHidden>{ratings.map((rating) => t(ratingWords[rating])).join(', ')}</VisuallyHidden>
                    {ratings.map((rating, trial) => (
                      // biome-ignore lint/suspicious/noArrayIndexKey: a trial is its place
                      <span key={trial} className="study-said" data-wrong={rating !== reference}>
                        <VerdictShape verdict={shapes[rating]} />
                      </span>
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </li>
        ))}
      </ul>
    </section>
  );
}
