/** One field of a target, made of its description. */
import { type ReactNode, useId } from 'react';
import { VerdictShape } from '../../ui/verdict-shape.tsx';
import { sync } from '../../words/sync/settings-en.ts';
import { useWords } from '../../words/use-words.ts';
import { CertificateInput } from './certificate-input.tsx';
import type { DraftValue } from './draft.ts';
import { type FieldFault, faultWords } from './faults.ts';
import type { Field } from './fields.ts';

export interface FieldRowProps {
  readonly field: Field;
  readonly value: DraftValue;
  readonly fault: FieldFault | undefined;
  readonly onChange: (value: DraftValue) => void;
}

export function FieldRow({ field, value, fault, onChange }: FieldRowProps) {
  const { t } = useWords();
  const label = t(`syncField.${field.id}`);
  const help = isExplained(field.id) ? t(`syncHelp.${field.id}`) : null;
  const isWide = field.isLong === true || field.type === 'certificate' || field.type === 'pairs';
  if (field.type === 'switch') {
    return (
      <label className="sync-check">
        <input type="checkbox" checked={value === true} onChange={(event) => onChange(event.currentTarget.checked)} />
        <span>{label}</span>
      </label>
    );
  }
  if (field.type === 'several') {
    const chosen = typeof value === 'object' ? value : [];
    return (
      <fieldset className="sync-several" data-wide>
        <legend>{label}</legend>
        {help === null ? null : <p className="field-help">{help}</p>}
        <div className="several-options">
          {field.options.map((option) => (
            <label key={option} className="sync-check">
              <input
                type="checkbox"
                checked={chosen.includes(option)}
                onChange={({ currentTarget }) =>
                  onChange(
                    // In the order in which they are sent.
                    field.options.filter((each) => (each === option ? currentTarget.checked : chosen.includes(each))),
                  )
                }
              />
              <span>{option}</span>
            </label>
          ))}
        </div>
      </fieldset>
    );
  }
  return (
    <Labelled label={label} help={help} fault={fault} isWide={isWide}>
      {(ids) => <Input field={field} value={typeof value === 'string' ? value : ''} ids={ids} onChange={onChange} />}
    </Labelled>
  );
}

/** What belongs to an input: its own id and those of what explains it. */
export interface InputIds {
  readonly id: string;
  readonly 'aria-describedby': string;
  readonly 'aria-invalid': boolean;
}

export interface LabelledProps {
  readonly label: string;
  readonly help?: string | null;
  readonly fault: FieldFault | undefined;
  readonly isWide?: boolean;
  readonly children: (ids: InputIds) => ReactNode;
}

export function Labelled({ label, help = null, fault, isWide = false, children }: LabelledProps) {
  const { t, numbers } = useWords();
  const id = useId();
  return (
    <div className="sync-field" data-wide={isWide}>
      <label htmlFor={id}>{label}</label>
      {children({ id, 'aria-describedby': `${id}-help ${id}-fault`, 'aria-invalid': fault !== undefined })}
      <p className="field-fault" id={`${id}-fault`}>
        {fault ? (
          <>
            <VerdictShape verdict="review" />
            <span>{faultWords(t, numbers, fault)}</span>
          </>
        ) : null}
      </p>
      <p className="field-help" id={`${id}-help`}>
        {help}
      </p>
    </div>
  );
}

interface InputProps {
  readonly field: Field;
  readonly value: string;
  readonly ids: InputIds;
  readonly onChange: (value: string) => void;
}

function Input({ field, value, ids, onChange }: InputProps) {
  const { t } = useWords();
  switch (field.type) {
    case 'choice':
      return (
        <select {...ids} value={value} onChange={(event) => onChange(event.currentTarget.value)}>
          {field.options.map((option) => (
            <option key={option} value={option}>
              {t(`syncOption.${option}`)}
            </option>
          ))}
        </select>
      );
    case 'certificate':
      return <CertificateInput ids={ids} value={value} isSecret={false} onChange={onChange} />;
    case 'pairs':
      return (
        <textarea
          {...ids}
          className="mono"
          rows={3}
          spellCheck={false}
          value={value}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      );
    default:
      return (
        <span className="with-unit">
          <input
            {...ids}
            type="text"
            inputMode={field.type === 'number' ? 'decimal' : 'text'}
            autoComplete="off"
            spellCheck={false}
            value={value}
            onChange={(event) => onChange(event.currentTarget.value)}
          />
          {field.type === 'number' && field.unit ? <span className="muted">{t(`syncUnit.${field.unit}`)}</span> : null}
        </span>
      );
  }
}

function isExplained(id: string): id is keyof typeof sync.syncHelp {
  return Object.hasOwn(sync.syncHelp, id);
}
