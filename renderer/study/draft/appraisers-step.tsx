/** Who appraises, how often, and whether the station does. */
import type { Study } from '../../../main/api/slices/study.ts';
import { useAnswer } from '../../connection/use-answer.ts';
import { useCall } from '../../connection/use-station.ts';
import { letGo } from '../../ui/key-button.tsx';
import { useWords } from '../../words/use-words.ts';
import { StationChoice, TrialChoice } from '../new-study.tsx';
import { Problem } from '../problem.tsx';
import { useDeed } from '../use-deed.ts';

export function AppraisersStep({ study }: { readonly study: Study }) {
  const { t } = useWords();
  const call = useCall();
  const deed = useDeed();
  const { answer, value, again } = useAnswer('study.people', {});
  const { id, name, trials, hasStation } = study;
  const chosen = study.people.map((person) => person.id);
  const experts = new Set(study.partList.map(({ expert }) => expert?.id));
  const toggle = (person: string): void => {
    const people = chosen.includes(person) ? chosen.filter((one) => one !== person) : [...chosen, person];
    deed.act(() => call('study.setAppraisers', { id, people }));
  };
  const change = (settings: { trials: number; hasStation: boolean }): void =>
    deed.act(() => call('study.change', { id, name, ...settings }));
  return (
    <div className="study-appraisers">
      <p className="study-why">{t('study.appraisersWhy')}</p>
      {answer.kind === 'failed' ? <Problem error={answer.error} onAgain={again} /> : null}
      {value?.length === 0 ? <p className="muted">{t('study.appraisersNone')}</p> : null}
      <ul className="study-choose-people">
        {value?.map((person) => (
          <li key={person.id}>
            <button
              type="button"
              className="study-choice study-choose-person"
              aria-pressed={chosen.includes(person.id)}
              disabled={experts.has(person.id) && !chosen.includes(person.id)}
              onClick={(event) => {
                letGo(event);
                toggle(person.id);
              }}
            >
              <span>{person.name}</span>
              {experts.has(person.id) ? <span className="muted">{t('study.isExpert')}</span> : null}
            </button>
          </li>
        ))}
      </ul>
      <TrialChoice value={trials} onChoose={(count) => change({ trials: count, hasStation })} />
      <StationChoice value={hasStation} onChoose={(isThere) => change({ trials, hasStation: isThere })} />
      {deed.error ? <Problem error={deed.error} /> : null}
    </div>
  );
}
