/** 96 px for a gloved finger, its key printed on it. */
import type { ReactNode } from 'react';
import type { Verdict } from '../../../main/api/words.ts';
import { Key, letGo } from '../../ui/key-button.tsx';
import { VerdictShape } from '../../ui/verdict-shape.tsx';

export interface DecideButtonProps {
  readonly kind: 'good' | 'defect' | 'not-sure' | 'class' | 'back';
  /** Null: more of them than keys. */
  readonly keyName: string | null;
  readonly isFirst?: boolean;
  readonly isDisabled: boolean;
  /** @param atMs monotonic: when it was pressed */
  readonly onPress: (atMs: number) => void;
  readonly children: ReactNode;
}

const shapes: Readonly<Record<DecideButtonProps['kind'], Verdict | null>> = {
  good: 'pass',
  defect: 'fail',
  'not-sure': 'review',
  class: null,
  back: null,
};

export function DecideButton({ kind, keyName, isFirst, isDisabled, onPress, children }: DecideButtonProps) {
  const shape = shapes[kind];
  return (
    <button
      type="button"
      className="decide-button"
      data-kind={kind}
      data-first={isFirst ?? false}
      disabled={isDisabled}
      aria-keyshortcuts={keyName?.replace(' · ', ' ')}
      onClick={(event) => {
        letGo(event);
        onPress(event.timeStamp);
      }}
    >
      {shape ? <VerdictShape verdict={shape} /> : null}
      <span>{children}</span>
      {keyName === null ? null : <Key name={keyName} />}
    </button>
  );
}
