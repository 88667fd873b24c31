/** What each kind of message looks like at the target: as usual, by an expression of its own, or not at all. */
import { useState } from 'react';
import type { Output } from '../../../main/api/slices/index.ts';
import { type Mapping, type MessageKind, messageKinds, type TargetKind } from '../../../main/api/slices/sync-target.ts';
import { type Asked, useAnswer } from '../../connection/use-answer.ts';
import { letGo } from '../../ui/key-button.tsx';
import { VerdictShape } from '../../ui/verdict-shape.tsx';
import { useWords } from '../../words/use-words.ts';
import { placeholderSettings } from '../settings/draft.ts';
import { type FieldFault, faultWords } from '../settings/faults.ts';
import type { TargetDraft } from '../settings/use-target-draft.ts';
import { choiceOf, type MappingChoice, mappingOf, mappingToPreview } from './mapping-choice.ts';
import { Preview } from './preview.tsx';
import { useSettled } from './use-settled.ts';

const settledMs = 400;

export interface MappingEditorProps {
  readonly kind: TargetKind;
  readonly form: TargetDraft;
  readonly faults: ReadonlyMap<string, FieldFault>;
  readonly beginsAt: MessageKind;
  /** Whose messages are looked at; null: the newest. */
  readonly part: string | null;
  readonly mayChange: boolean;
}

export function MappingEditor({ form, faults, beginsAt, ...others }: MappingEditorProps) {
  const { t } = useWords();
  const [of, setOf] = useState<MessageKind>(beginsAt);
  return (
    <div className="mapping">
      <fieldset className="mapping-kinds">
        <legend className="spoken-only">{t('mapping.kinds')}</legend>
        {messageKinds.map((each) => (
          <button
            key={each}
            type="button"
            className="mapping-kind"
            aria-pressed={each === of}
            data-fault={faults.has(`mapping.${each}`)}
            onClick={(event) => {
              letGo(event);
              setOf(each);
            }}
          >
            <strong>{t(`messageKind.${each}`)}</strong>
            <span className="muted">{t(`messageKindAbout.${each}`)}</span>
            <span className="mapping-how">{t(shortWords[choiceOf(form.mapping[each])])}</span>
          </button>
        ))}
      </fieldset>
      <KindEditor key={of} of={of} form={form} fault={faults.get(`mapping.${of}`)} {...others} />
    </div>
  );
}

interface KindEditorProps extends Omit<MappingEditorProps, 'faults' | 'beginsAt'> {
  readonly of: MessageKind;
  readonly fault: FieldFault | undefined;
}

function KindEditor({ of, kind, form, fault, part, mayChange }: KindEditorProps) {
  const { t, numbers } = useWords();
  const [sample, setSample] = useState(part);
  const own = form.mapping[of];
  const choice = choiceOf(own);
  const asked = usePreview(kind, form, of, sample, mappingToPreview(of, own));
  // An own expression begins with it, from wherever it is chosen.
  const usual = usePreview(kind, form, of, sample, {}).value?.expression ?? null;
  const problem = asked.value?.problem ?? null;
  return (
    <>
      <div className="mapping-own">
        <Ways
          choice={choice}
          isDisabled={!mayChange}
          onChoose={(next) => form.setMapping(of, mappingOf(next, usual ?? ''))}
        />
        {choice === 'none' ? null : (
          <label className="sync-field">
            <span>{t('mapping.expression')}</span>
            <textarea
              className="mono expression"
              spellCheck={false}
              autoCapitalize="off"
              autoComplete="off"
              readOnly={choice === 'default' || !mayChange}
              aria-invalid={fault !== undefined || problem !== null}
              value={(choice === 'own' ? own : usual) ?? ''}
              onChange={(event) => form.setMapping(of, event.currentTarget.value)}
            />
          </label>
        )}
        {fault ? (
          <p className="field-fault">
            <VerdictShape verdict="review" />
            <span>{faultWords(t, numbers, fault)}</span>
          </p>
        ) : null}
        <p className="field-help">{choice === 'own' && own === '' ? t('mapping.emptyOwn') : t('mapping.hint')}</p>
      </div>
      <Preview
        asked={asked}
        choice={choice}
        hasUsual={choice !== 'default' || usual !== null}
        part={sample}
        onNewest={() => setSample(null)}
      />
    </>
  );
}

/** @param mapping null: there is nothing to look at yet. */
function usePreview(
  kind: TargetKind,
  { checked }: TargetDraft,
  of: MessageKind,
  part: string | null,
  mapping: Mapping | null,
): Asked<Output<'sync.preview'>> {
  const settings = mapping && (checked.isGood ? { ...checked.settings, mapping } : placeholderSettings(kind, mapping));
  return useAnswer('sync.preview', useSettled(settings && { settings, kind: of, part }, settledMs));
}

const shortWords = {
  default: 'mapping.shortDefault',
  own: 'mapping.shortOwn',
  none: 'mapping.shortNone',
} as const;

interface WaysProps {
  readonly choice: MappingChoice;
  readonly isDisabled: boolean;
  readonly onChoose: (choice: MappingChoice) => void;
}

function Ways({ choice, isDisabled, onChoose }: WaysProps) {
  const { t } = useWords();
  return (
    <fieldset className="mapping-ways" disabled={isDisabled}>
      <legend className="spoken-only">{t('mapping.kinds')}</legend>
      {(['default', 'own', 'none'] as const).map((each) => (
        <label key={each} className="sync-check">
          <input type="radio" name="mapping-way" checked={choice === each} onChange={() => onChoose(each)} />
          <span>{t(`mapping.${each}`)}</span>
        </label>
      ))}
    </fieldset>
  );
}
