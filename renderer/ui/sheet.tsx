/**
 * A sheet over the screen that has all touches and keys until it is closed. The browser keeps the focus inside and reads
 * nothing else aloud.
 */
import { type ReactNode, useEffect, useRef } from 'react';
import { isField } from './use-keys.ts';

export interface SheetProps {
  readonly label: string;
  readonly className?: string;
  /** Escape, or a touch beside it. */
  readonly onClose: () => void;
  readonly children: ReactNode;
}

export function Sheet({ label, className, onClose, children }: SheetProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const shown = dialog.current;
    shown?.showModal();
    // A field that wants the focus has it; else no button does: Enter belongs to the sheet.
    if (shown && !isField(document.activeElement)) shown.focus();
    return () => shown?.close();
  }, []);
  return (
    // Keys are those of `useOwnKeys`; Escape comes as `cancel`.
    // biome-ignore lint/a11y/useKeyWithClickEvents: a touch beside the sheet is one way out of three
    <dialog
      ref={dialog}
      className={`sheet ${className ?? ''}`}
      aria-label={label}
      tabIndex={-1}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => {
        if (event.target === dialog.current) onClose();
      }}
    >
      <div className="sheet-body">{children}</div>
    </dialog>
  );
}
