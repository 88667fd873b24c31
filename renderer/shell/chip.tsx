/** A small state in the header. Touching it shows what is behind it. */
import { Popover } from '@mantine/core';
import type { ReactNode } from 'react';
import { letGo } from '../ui/key-button.tsx';
import { VerdictShape } from '../ui/verdict-shape.tsx';
import type { ChipWords } from './chip-words.ts';

export interface ChipProps {
  readonly name: string;
  readonly words: ChipWords;
  /** One word, for when another chip needs the room. */
  readonly short: string;
  /** Label and value of each fact. */
  readonly facts: readonly (readonly [label: string, value: ReactNode])[];
  /** The way to where something can be done about it, below the facts. */
  readonly leadsTo?: ReactNode;
}

export function Chip({ name, words, short, facts, leadsTo }: ChipProps) {
  return (
    <Popover position="bottom-end" width={360} trapFocus={false} withinPortal>
      <Popover.Target>
        <button type="button" className="chip" data-chip={name} data-level={words.level} onMouseUp={letGo}>
          {words.level === 'normal' ? (
            <span className="chip-dot" />
          ) : (
            <VerdictShape verdict={words.level === 'urgent' ? 'fail' : 'review'} />
          )}
          <span className="chip-text">{words.text}</span>
          {words.level === 'normal' ? <span className="chip-short">{short}</span> : null}
        </button>
      </Popover.Target>
      <Popover.Dropdown className="facts-box">
        <dl className="facts">
          {facts.map(([label, value]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
        {leadsTo}
      </Popover.Dropdown>
    </Popover>
  );
}
