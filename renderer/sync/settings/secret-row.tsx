/** A password, token or key: given, kept, to be forgotten. What is kept never comes back to a screen. */
import { useState } from 'react';
import type { sync } from '../../words/sync/settings-en.ts';
import { useWords } from '../../words/use-words.ts';
import { CertificateInput } from './certificate-input.tsx';
import { Labelled } from './field.tsx';

export interface SecretRowProps {
  readonly name: keyof typeof sync.secretName;
  readonly isKept: boolean;
  /** Undefined: it stays as it is. Empty: it is forgotten. */
  readonly value: string | undefined;
  readonly onChange: (value: string | undefined) => void;
}

export function SecretRow({ name, isKept, value, onChange }: SecretRowProps) {
  const { t } = useWords();
  const [isReplacing, setReplacing] = useState(false);
  const label = t(`secretName.${name}`);
  if (isKept && !isReplacing) {
    return (
      <fieldset className="sync-field secret" data-wide>
        <legend>{label}</legend>
        <div className="secret-deeds">
          <p>{t(value === '' ? 'secrets.forgotten' : 'secrets.kept')}</p>
          {value === '' ? (
            <button type="button" className="key-button" onClick={() => onChange(undefined)}>
              {t('secrets.keepIt')}
            </button>
          ) : (
            <>
              <button type="button" className="key-button" onClick={() => setReplacing(true)}>
                {t('secrets.replace')}
              </button>
              <button type="button" className="key-button" onClick={() => onChange('')}>
                {t('secrets.forget')}
              </button>
            </>
          )}
        </div>
      </fieldset>
    );
  }
  // An emptied field is one that was never touched: forgetting is a button of its own.
  const given = (text: string): void => onChange(text === '' ? undefined : text);
  return (
    <Labelled label={label} fault={undefined} isWide={name === 'clientKey'}>
      {(ids) =>
        name === 'clientKey' ? (
          <CertificateInput ids={ids} value={value ?? ''} isSecret onChange={given} />
        ) : (
          <span className="with-unit">
            <input
              {...ids}
              type="password"
              autoComplete="new-password"
              value={value ?? ''}
              onChange={(event) => given(event.currentTarget.value)}
            />
            {isKept ? (
              <button
                type="button"
                className="key-button"
                onClick={() => {
                  onChange(undefined);
                  setReplacing(false);
                }}
              >
                {t('secrets.keepIt')}
              </button>
            ) : null}
          </span>
        )
      }
    </Labelled>
  );
}
