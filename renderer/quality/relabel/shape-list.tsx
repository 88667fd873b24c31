/** The shapes of a frame by their numbers, to choose from without hitting them in the picture. */
import { Key, KeyButton, letGo } from '../../ui/key-button.tsx';
import { classWord } from '../../words/reason-words.ts';
import { useWords } from '../../words/use-words.ts';
import { boundsOf, withCorner, withoutCorner } from './geometry.ts';
import type { LabelStep, Labels } from './labels.ts';

export interface ShapeListProps {
  readonly labels: Labels;
  readonly step: (step: LabelStep) => void;
}

export function ShapeList({ labels, step }: ShapeListProps) {
  const { t, numbers } = useWords();
  return (
    <section className="side-card">
      <h2>
        {t('relabel.shapes', { count: labels.shapes.length })} <Key name="," /> <Key name="." />
      </h2>
      {labels.shapes.length === 0 ? <p className="muted">{t('relabel.none')}</p> : null}
      <ol className="shape-list">
        {labels.shapes.map((shape, index) => {
          const { left, top, right, bottom } = boundsOf(shape);
          const size = t('relabel.size', {
            width: numbers.fixed(right - left, 0),
            height: numbers.fixed(bottom - top, 0),
          });
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: a shape is its place in the list
            <li key={index}>
              <button
                type="button"
                className="shape-choice"
                aria-pressed={index === labels.chosen}
                onClick={(event) => {
                  letGo(event);
                  step({ kind: 'choose', index });
                }}
              >
                <span>{index + 1}</span>
                <strong>{classWord(t, shape.class)}</strong>
                <span className="muted">
                  {shape.kind === 'box' ? t('relabelTool.box') : t('relabelTool.polygon')}
                  {' · '}
                  {size}
                </span>
              </button>
            </li>
          );
        })}
      </ol>
      <ChosenActions labels={labels} step={step} />
    </section>
  );
}

function ChosenActions({ labels: { shapes, chosen }, step }: ShapeListProps) {
  const { t } = useWords();
  const shape = chosen === null ? undefined : shapes[chosen];
  if (chosen === null || !shape) return null;
  const last = shape.kind === 'polygon' ? shape.points.length - 1 : 0;
  return (
    <div className="shape-actions">
      <KeyButton
        keyName={t('relabel.deleteKey')}
        shortcut="Delete"
        onPress={() => step({ kind: 'remove', index: chosen })}
      >
        {t('relabel.remove')}
      </KeyButton>
      {shape.kind === 'polygon' ? (
        <>
          <button
            type="button"
            className="key-button"
            onClick={() => step({ kind: 'change', index: chosen, shape: withCorner(shape, last), step: 'new' })}
          >
            {t('relabel.moreCorners')}
          </button>
          <button
            type="button"
            className="key-button"
            onClick={() => step({ kind: 'change', index: chosen, shape: withoutCorner(shape, last), step: 'new' })}
          >
            {t('relabel.fewerCorners')}
          </button>
        </>
      ) : null}
    </div>
  );
}
