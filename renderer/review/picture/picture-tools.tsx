/** What can be done with the picture, each with its key. */
import type { ReactNode } from 'react';
import type { UnderReview } from '../../../main/api/slices/review.ts';
import { Key, letGo } from '../../ui/key-button.tsx';
import { VerdictShape } from '../../ui/verdict-shape.tsx';
import { useWords } from '../../words/use-words.ts';
import type { Looking } from './looking.ts';
import type { LookingActions } from './use-looking.ts';

export interface PictureToolsProps {
  readonly part: UnderReview;
  readonly frame: UnderReview['frames'][number] | null;
  readonly looking: Looking;
  readonly actions: LookingActions;
  /** Screen pixels for one of the picture. */
  readonly scale: number | null;
}

export function PictureTools({ part, frame, looking, actions, scale }: PictureToolsProps) {
  const { t, numbers } = useWords();
  const hasSpot = (frame?.regions.length ?? 0) > 0;
  const percent = scale === null ? '' : t('review.zoom', { percent: numbers.count(scale * devicePixelRatio * 100) });
  return (
    <div className="picture-tools" role="toolbar" aria-label={t('review.tools')}>
      <div className="tool-group">
        <Tool keyName="0" label={t('review.fit')} onPress={actions.fit} isPressed={looking.view.scale === 'fit'} />
        <Tool keyName="1" label={t('review.own')} onPress={actions.own} />
        <Tool keyName="−" shortcut="-" label={t('review.smaller')} hidesLabel onPress={() => actions.zoom(-1)} />
        <output className="tool-zoom">{percent}</output>
        <Tool keyName="+" label={t('review.larger')} hidesLabel onPress={() => actions.zoom(1)} />
        <Tool keyName="S" label={t('review.spot')} onPress={actions.spot} isDisabled={!hasSpot} />
      </div>
      <div className="tool-group">
        <Tool keyName="V" label={t('review.regions')} onPress={actions.toggleRegions} isPressed={looking.showRegions} />
        {part.golden ? (
          <>
            <Tool
              keyName="G"
              label={t('review.golden')}
              onPress={actions.beside}
              isPressed={looking.golden === 'beside'}
            />
            <Tool
              keyName="B"
              label={t('review.blink')}
              onPress={actions.blink}
              isPressed={looking.golden === 'blink'}
            />
          </>
        ) : null}
      </div>
    </div>
  );
}

interface ToolProps {
  readonly keyName: string;
  readonly shortcut?: string;
  readonly label: string;
  /** The key says it all; the words are for those who listen. */
  readonly hidesLabel?: boolean;
  readonly isPressed?: boolean;
  readonly isDisabled?: boolean;
  readonly onPress: () => void;
}

function Tool({ keyName, shortcut, label, hidesLabel, isPressed, isDisabled, onPress }: ToolProps) {
  return (
    <button
      type="button"
      className="tool"
      aria-label={hidesLabel ? label : undefined}
      aria-pressed={isPressed}
      aria-keyshortcuts={shortcut ?? keyName}
      disabled={isDisabled}
      onClick={(event) => {
        letGo(event);
        onPress();
      }}
    >
      {hidesLabel ? null : <span>{label}</span>}
      <Key name={keyName} />
    </button>
  );
}

export interface FrameDotsProps {
  readonly part: UnderReview;
  readonly current: number;
  readonly actions: LookingActions;
}

/** The part's frames, worst first; the shape says what the model saw in each. */
export function FrameDots({ part, current, actions }: FrameDotsProps) {
  const { t } = useWords();
  const count = part.frames.length;
  return (
    <div className="frame-dots" role="toolbar" aria-label={t('review.frames')}>
      <Step
        keyName=","
        label={t('review.frameBefore')}
        isDisabled={current === 0}
        onPress={() => actions.neighbour(-1)}
      />
      <ol>
        {part.frames.map((frame, index) => (
          <li key={frame.frameIndex}>
            <button
              type="button"
              className="frame-dot"
              aria-label={t('review.frame', { number: index + 1, count, verdict: t(`verdict.${frame.verdict}`) })}
              aria-current={index === current}
              onClick={(event) => {
                letGo(event);
                actions.frame(index);
              }}
            >
              <VerdictShape verdict={frame.verdict} />
            </button>
          </li>
        ))}
      </ol>
      <Step
        keyName="."
        label={t('review.frameAfter')}
        isDisabled={current === count - 1}
        onPress={() => actions.neighbour(1)}
      />
    </div>
  );
}

function Step({ keyName, label, isDisabled, onPress }: Omit<ToolProps, 'isPressed'>): ReactNode {
  return <Tool keyName={keyName} label={label} hidesLabel isDisabled={isDisabled ?? false} onPress={onPress} />;
}
