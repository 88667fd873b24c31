/** PEM text, pasted or read from a file. A private key is covered. */
import { useState } from 'react';
import { useWords } from '../../words/use-words.ts';
import type { InputIds } from './field.tsx';

export interface CertificateInputProps {
  readonly ids: InputIds;
  readonly value: string;
  readonly isSecret: boolean;
  readonly onChange: (text: string) => void;
}

/** Far more than any chain of certificates; a film that was chosen by mistake is not read. */
const mostBytes = 100_000;

export function CertificateInput({ ids, value, isSecret, onChange }: CertificateInputProps) {
  const { t } = useWords();
  const [isUnreadable, setUnreadable] = useState(false);
  const read = async (file: File | undefined): Promise<void> => {
    if (!file) return;
    const text = file.size > mostBytes ? null : await file.text().catch(() => null);
    setUnreadable(text === null);
    if (text !== null) onChange(text);
  };
  return (
    <div className="certificate">
      <textarea
        {...ids}
        className={isSecret ? 'mono covered' : 'mono'}
        rows={3}
        spellCheck={false}
        autoComplete="off"
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      <label className="key-button file-button">
        <span>{t('targetForm.fromFile')}</span>
        <input
          type="file"
          className="spoken-only"
          accept=".pem,.crt,.cer,.key"
          onChange={({ currentTarget }) => {
            void read(currentTarget.files?.[0]);
            // The same file again is another choice.
            currentTarget.value = '';
          }}
        />
      </label>
      {isUnreadable ? (
        <p className="field-fault" role="alert">
          {t('targetForm.unreadable')}
        </p>
      ) : null}
    </div>
  );
}
