/** One part in one line; every value filters by itself. */
import type { FoundPart } from '../../../main/api/slices/quality.ts';
import { reasonKey } from '../../../main/api/words.ts';
import { VerdictShape } from '../../ui/verdict-shape.tsx';
import { useWords } from '../../words/use-words.ts';
import type { Choices } from './condition-words.ts';
import { OpenButton } from './open-button.tsx';
import type { DispositionState, PartConditions } from './part-conditions.ts';
import { withValue } from './part-conditions.ts';
import { dispositionWords, partName, shortReason } from './part-words.ts';
import { ValueButton } from './value-button.tsx';

export interface PartRowProps {
  readonly part: FoundPart;
  readonly isChosen: boolean;
  readonly conditions: PartConditions;
  readonly choices: Choices | null;
  readonly onChange: (next: PartConditions) => void;
  readonly onOpen: () => void;
}

export function PartRow({ part, isChosen, conditions, choices, onChange, onOpen }: PartRowProps) {
  const { t, numbers } = useWords();
  const stop = { isStop: isChosen };
  const verdict = t(`verdict.${part.verdict}`);
  const shift = t('parts.shiftNamed', { name: part.shift });
  return (
    <>
      <OpenButton part={part} isStop={isChosen} onOpen={onOpen} />
      <div className="cell-verdict">
        <ValueButton
          {...stop}
          name="verdict"
          words={verdict}
          onPress={() => onChange(withValue(conditions, 'verdicts', part.verdict))}
        >
          <VerdictShape verdict={part.verdict} />
          <span>{verdict}</span>
        </ValueButton>
      </div>
      <div className="cell-reason">
        <Reason part={part} isStop={isChosen} onPress={(key) => onChange(withValue(conditions, 'reasons', key))} />
      </div>
      <div className="cell-serial">
        {part.serial === null ? (
          <span className="muted">{partName(t, numbers, part)}</span>
        ) : (
          <ValueButton
            {...stop}
            name="serial"
            words={part.serial}
            onPress={() => onChange({ ...conditions, serial: part.serial ?? '' })}
          />
        )}
        {part.workOrder === null ? null : <small className="work-order">{part.workOrder}</small>}
      </div>
      <div className="cell-time">
        <time>{numbers.moment(part.at)}</time>
      </div>
      <div className="cell-decision">
        <Decision part={part} isChosen={isChosen} conditions={conditions} choices={choices} onChange={onChange} />
      </div>
      <div className="cell-recipe">
        <ValueButton
          {...stop}
          name="recipe"
          words={part.recipe}
          onPress={() => onChange(withValue(conditions, 'recipes', part.recipe))}
        />
      </div>
      <div className="cell-bundle">
        <ValueButton
          {...stop}
          name="bundle"
          words={part.bundle}
          onPress={() => onChange(withValue(conditions, 'bundles', part.bundle))}
        />
      </div>
      <div className="cell-shift">
        <ValueButton
          {...stop}
          name="shift"
          words={shift}
          onPress={() => onChange(withValue(conditions, 'shifts', part.shift))}
        />
      </div>
    </>
  );
}

interface ReasonProps {
  readonly part: FoundPart;
  readonly isStop: boolean;
  readonly onPress: (key: string) => void;
}

function Reason({ part, isStop, onPress }: ReasonProps) {
  const { t, numbers } = useWords();
  const [first, ...others] = part.reasons;
  if (!first) return <span className="muted">{t('reason.pass')}</span>;
  const words = shortReason(t, numbers, first);
  return (
    <ValueButton isStop={isStop} name="reason" words={words} onPress={() => onPress(reasonKey(first))}>
      <span>
        {words}
        {others.length > 0 ? ` +${others.length}` : null}
      </span>
    </ValueButton>
  );
}

/** What people said, and who said it. */
function Decision({ part, isChosen, conditions, choices, onChange }: Omit<PartRowProps, 'onOpen'>) {
  const { t } = useWords();
  const words = dispositionWords(t, part);
  const by = part.disposition?.by ?? null;
  const person = choices?.people.find(({ name }) => name === by);
  return (
    <>
      <ValueButton
        isStop={isChosen}
        name="decision"
        words={words}
        onPress={() => onChange(withValue(conditions, 'dispositions', stateOf(part)))}
      />
      {person ? (
        <ValueButton
          isStop={isChosen}
          name="person"
          words={person.name}
          onPress={() => onChange(withValue(conditions, 'people', person.id))}
        />
      ) : null}
    </>
  );
}

/** The condition that finds this part. */
export function stateOf({ disposition, stage }: Pick<FoundPart, 'disposition' | 'stage'>): DispositionState {
  if (disposition && disposition.decision !== 'not-sure') return disposition.decision;
  return stage === null ? 'none' : 'open';
}
