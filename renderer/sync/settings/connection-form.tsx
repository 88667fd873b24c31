/** Name, fields and secrets of a target, section by section. */
import type { TargetStatus } from '../../../main/api/slices/sync.ts';
import { secretNames, type TargetKind } from '../../../main/api/slices/sync-target.ts';
import { useWords } from '../../words/use-words.ts';
import { isShown } from './draft.ts';
import type { FieldFault } from './faults.ts';
import { FieldRow, Labelled } from './field.tsx';
import { fields, type SectionId, sections } from './fields.ts';
import { SecretRow } from './secret-row.tsx';
import { nameMaxLength, type StartsFrom, type TargetDraft } from './use-target-draft.ts';

export interface ConnectionFormProps {
  readonly kind: TargetKind;
  /** Null: a new one. */
  readonly target: TargetStatus | null;
  readonly form: TargetDraft;
  readonly faults: ReadonlyMap<string, FieldFault>;
  readonly secretsKept: 'key-store' | 'file';
}

export function ConnectionForm({ kind, target, form, faults, secretsKept }: ConnectionFormProps) {
  const { t } = useWords();
  return (
    <div className="sync-form">
      <div className="form-section">
        <Labelled label={t('targetForm.name')} help={t('targetForm.nameHelp')} fault={faults.get('name')} isWide>
          {(ids) => (
            <input
              {...ids}
              type="text"
              maxLength={nameMaxLength}
              autoComplete="off"
              spellCheck={false}
              // biome-ignore lint/a11y/noAutofocus: a new target begins with its name
              autoFocus={target === null}
              value={form.name}
              onChange={(event) => form.setName(event.currentTarget.value)}
            />
          )}
        </Labelled>
        {target === null ? <Beginning from={form.startsFrom} onChange={form.setStartsFrom} /> : null}
      </div>
      {sections.map((section) => (
        <Section key={section} section={section} {...{ kind, target, form, faults, secretsKept }} />
      ))}
    </div>
  );
}

function Section({ section, kind, target, form, faults, secretsKept }: ConnectionFormProps & { section: SectionId }) {
  const { t } = useWords();
  const shown = fields[kind].filter((field) => field.section === section && isShown(field, form.draft));
  const secrets = section === 'safety' ? secretNames[kind] : [];
  if (shown.length + secrets.length === 0) return null;
  return (
    <fieldset className="form-section">
      <legend>{t(`syncSection.${section}`)}</legend>
      {shown.map((field) => (
        <FieldRow
          key={field.path}
          field={field}
          value={form.draft[field.path] ?? ''}
          fault={faults.get(field.path)}
          onChange={(value) => form.setField(field.path, value)}
        />
      ))}
      {secrets.map((name) => (
        <SecretRow
          key={name}
          name={name}
          isKept={target?.secrets.includes(name) ?? false}
          value={form.secrets[name]}
          onChange={(value) => form.setSecret(name, value)}
        />
      ))}
      {secrets.length > 0 ? (
        <p className="field-help" data-wide>
          {t(secretsKept === 'file' ? 'secrets.inFile' : 'secrets.inKeyStore')}
        </p>
      ) : null}
    </fieldset>
  );
}

function Beginning({ from, onChange }: { readonly from: StartsFrom; readonly onChange: (from: StartsFrom) => void }) {
  const { t } = useWords();
  return (
    <fieldset className="sync-several">
      <legend>{t('targetForm.startsFrom')}</legend>
      {(['now', 'oldest'] as const).map((each) => (
        <label key={each} className="sync-check">
          <input type="radio" name="starts-from" checked={from === each} onChange={() => onChange(each)} />
          <span>{t(each === 'now' ? 'targetForm.fromNow' : 'targetForm.fromOldest')}</span>
        </label>
      ))}
    </fieldset>
  );
}
