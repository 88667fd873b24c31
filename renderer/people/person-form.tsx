/** One person: name, role, language; PIN and badge once they are entered. */
import { useState } from 'react';
import { nameMaxLength, personNameSchema } from '../../main/api/person.ts';
import type { Person } from '../../main/api/slices/people.ts';
import { type Language, languages } from '../../main/api/slices/session.ts';
import { type Role, roles } from '../../main/api/who.ts';
import { ErrorNote } from '../session/sign-in-notes.tsx';
import { KeyButton } from '../ui/key-button.tsx';
import { isField, useKeys } from '../ui/use-keys.ts';
import { useWords } from '../words/use-words.ts';
import { PersonDeeds } from './person-deeds.tsx';
import { useDeed } from './use-deed.ts';

export interface PersonFormProps {
  readonly id: string;
  /** Null: a new one. */
  readonly person: Person | null;
  readonly onSaved: () => void;
  readonly onClose: () => void;
}

export function PersonForm({ id, person, onSaved, onClose }: PersonFormProps) {
  const { t } = useWords();
  const [name, setName] = useState(person?.name ?? '');
  const [role, setRole] = useState<Role>(person?.role ?? 'operator');
  const [language, setLanguage] = useState<Language | null>(person?.language ?? null);
  const { deed, perform } = useDeed();
  const isGood = personNameSchema.safeParse(name).success;
  const isChanged = !person || name !== person.name || role !== person.role || language !== person.language;
  const save = (): void => {
    if (isGood && isChanged) perform((call) => call('people.save', { id, name, role, language }), onSaved);
  };
  useKeys({ s: save, Escape: () => (isField(document.activeElement) ? blur() : onClose()) });
  return (
    <form
      className="person-form"
      aria-label={person?.name ?? t('people.new')}
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <div className="name-and-language">
        <label className="field">
          <span>{t('people.name')}</span>
          <input
            type="text"
            value={name}
            maxLength={nameMaxLength}
            autoComplete="off"
            spellCheck={false}
            // biome-ignore lint/a11y/noAutofocus: a new person begins with the name
            autoFocus={!person}
            onChange={(event) => setName(event.target.value)}
          />
        </label>
        <label className="field">
          <span>{t('people.language')}</span>
          <select value={language ?? ''} onChange={(event) => setLanguage(languageOf(event.target.value))}>
            <option value="">{t('people.stationLanguage')}</option>
            {languages.map((each) => (
              <option key={each} value={each}>
                {new Intl.DisplayNames(each, { type: 'language' }).of(each)}
              </option>
            ))}
          </select>
        </label>
      </div>
      <fieldset className="roles">
        <legend className="muted">{t('people.role')}</legend>
        {roles.map((each) => (
          <label key={each} className="role-choice">
            <input type="radio" name="role" checked={each === role} onChange={() => setRole(each)} />
            <span>
              <strong>{t(`role.${each}`)}</strong>
              <span className="muted">{t(`roleSays.${each}`)}</span>
            </span>
          </label>
        ))}
      </fieldset>
      {deed.state === 'failed' ? <ErrorNote message={deed.error.message} remedy={deed.error.remedy ?? null} /> : null}
      <div className="form-deeds">
        <KeyButton keyName={t('key.escape')} shortcut="Escape" onPress={onClose}>
          {t('session.close')}
        </KeyButton>
        <KeyButton
          keyName="S"
          shortcut="S"
          className="accent"
          isDisabled={!isGood || !isChanged || deed.state === 'asking'}
          onPress={save}
        >
          {person ? t('people.save') : t('people.enter')}
        </KeyButton>
      </div>
      {person ? <PersonDeeds person={person} onDone={onSaved} /> : <p className="muted">{t('people.first')}</p>}
    </form>
  );
}

function blur(): void {
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
}

function languageOf(text: string): Language | null {
  return languages.find((language) => language === text) ?? null;
}
