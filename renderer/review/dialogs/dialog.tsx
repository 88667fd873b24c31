/** A question or a closer look over the screen; the browser's own dialog keeps the focus inside and gives it back. */
import { type ReactNode, useEffect, useRef } from 'react';
import { KeyButton } from '../../ui/key-button.tsx';
import { useWords } from '../../words/use-words.ts';

export interface DialogProps {
  readonly title: string;
  readonly className?: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
  /** Beside the way out. */
  readonly actions?: ReactNode;
}

export function Dialog({ title, className, onClose, children, actions }: DialogProps) {
  const { t } = useWords();
  const box = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const dialog = box.current;
    dialog?.showModal();
    return () => dialog?.close();
  }, []);
  return (
    <dialog
      ref={box}
      className={`dialog ${className ?? ''}`}
      aria-label={title}
      // However it was closed: the browser's own Escape does not always ask first.
      onClose={() => {
        if (!box.current?.open) onClose();
      }}
    >
      <header className="dialog-head">
        <h2>{title}</h2>
        <div className="dialog-actions">
          {actions}
          <KeyButton keyName={t('key.escape')} shortcut="Escape" onPress={onClose}>
            {t('review.close')}
          </KeyButton>
        </div>
      </header>
      {children}
    </dialog>
  );
}
