/** Draws on one frame what is really there, for retraining: boxes and polygons, by mouse, finger and keys. */
import { useEffect, useReducer, useRef, useState } from 'react';
import type { PartPage } from '../../../main/api/slices/quality.ts';
import { useDeed } from '../../connection/use-deed.ts';
import { useCall } from '../../connection/use-station.ts';
import { KeyButton } from '../../ui/key-button.tsx';
import { told } from '../../words/told.ts';
import { useWords } from '../../words/use-words.ts';
import { ClassButtons } from '../part/class-buttons.tsx';
import { FrameView } from '../part/frame-view.tsx';
import { useZoom } from '../part/use-zoom.ts';
import { draftOf, keepDraft } from './drafts.ts';
import type { Tool } from './drawing.ts';
import { boxBetween } from './geometry.ts';
import { type Labels, labelsAfter, labelsOf, shapesOfRegions } from './labels.ts';
import { RelabelTools } from './relabel-tools.tsx';
import { ShapeList } from './shape-list.tsx';
import { ShapeMarks } from './shape-marks.tsx';
import { useDrawing } from './use-drawing.ts';
import { useRelabelKeys } from './use-relabel-keys.ts';

export interface RelabelScreenProps {
  readonly part: PartPage;
  readonly frame: PartPage['frames'][number];
  readonly onLeave: () => void;
  readonly onSaved: () => void;
}

export function RelabelScreen({ part, frame, onLeave, onSaved }: RelabelScreenProps) {
  const { t, numbers } = useWords();
  const call = useCall();
  const { deed, start } = useDeed<object>();
  const box = useRef<HTMLDivElement>(null);
  const zoom = useZoom(part.frame);
  const [labels, step] = useReducer(labelsAfter, null, () => firstLabels(part.id, frame));
  const [tool, setTool] = useState<Tool>('choose');
  const [isSizing, setSizing] = useState(false);
  const [nextClass, setNextClass] = useState(part.classes[0] ?? '');
  const chosen = labels.chosen === null ? undefined : labels.shapes[labels.chosen];
  const defect = chosen?.class ?? nextClass;
  const hasChanged = labels.past.length > 0;
  useEffect(() => keepDraft(part.id, frame.frameIndex, hasChanged ? labels : null), [part, frame, labels, hasChanged]);

  const drawing = useDrawing(box, {
    canvas: { tool, labels, frame: part.frame, defect: nextClass },
    laid: zoom.laid,
    onSteps: (steps) => {
      for (const one of steps) step(one);
    },
    onLook: zoom.step,
  });
  const setClass = (name: string): void => {
    setNextClass(name);
    if (labels.chosen === null || !chosen) return;
    step({ kind: 'change', index: labels.chosen, shape: { ...chosen, class: name }, step: 'new' });
  };
  const save = (): void => {
    const shapes = labels.shapes.map((shape) => ({ ...shape }));
    start(
      () => call('quality.relabel', { id: part.id, frameIndex: frame.frameIndex, shapes }),
      () => {
        keepDraft(part.id, frame.frameIndex, null);
        onSaved();
      },
    );
  };
  const addBox = (): void => {
    const { width, height } = part.frame;
    const side = Math.min(width, height) / 8;
    const from = { x: width / 2 - side / 2, y: height / 2 - side / 2 };
    const shape = boxBetween(from, { x: from.x + side, y: from.y + side }, nextClass, part.frame);
    if (shape) step({ kind: 'add', shape });
  };
  const actions = {
    setTool,
    addBox,
    undo: () => step({ kind: 'undo' }),
    redo: () => step({ kind: 'redo' }),
    remove: () => {
      if (labels.chosen !== null) step({ kind: 'remove', index: labels.chosen });
    },
    fromModel: () => step({ kind: 'replace', shapes: shapesOfRegions(frame.regions) }),
    toggleSizing: () => setSizing((before) => !before),
    save,
    leave: () => {
      if (drawing.drawing.at === 'cornering') drawing.forget();
      else if (labels.chosen !== null) step({ kind: 'choose', index: null });
      else onLeave();
    },
  };
  useRelabelKeys({ actions, labels, step, frame: part.frame, isSizing, zoom, drawing });
  const isBoxing = drawing.drawing.at === 'boxing' ? drawing.drawing : null;
  const ghost = isBoxing ? boxBetween(isBoxing.from, isBoxing.to, nextClass, part.frame) : null;
  return (
    <section className="part-page relabel" aria-label={t('relabel.title')} data-tool={tool}>
      <header className="part-head">
        <KeyButton keyName={t('key.escape')} shortcut="Escape" onPress={onLeave}>
          {t('part.back')}
        </KeyButton>
        <h2 className="part-title">
          <strong>{t('relabel.title')}</strong>
          <small className="muted">{t('relabel.frame', { number: frame.frameIndex + 1 })}</small>
        </h2>
        <div className="parts-actions">
          {deed.kind === 'failed' ? (
            <p className="field-trouble" role="alert">
              {told(t, numbers, deed.error.message)}
            </p>
          ) : null}
          <p className="muted">{hasChanged ? t('relabel.unsaved') : null}</p>
          <KeyButton keyName="S" shortcut="S" className="accent" onPress={save}>
            {deed.kind === 'running' ? t('relabel.saving') : t('relabel.save')}
          </KeyButton>
        </div>
      </header>
      <div className="part-body">
        <div className="part-pictures">
          <RelabelTools tool={tool} isSizing={isSizing} labels={labels} actions={actions} zoom={zoom} />
          <FrameView
            frame={part.frame}
            picture={frame.picture}
            whyNone={t('outcome.other')}
            alt={t('picture.alt', { part: numbers.count(part.trigger) })}
            zoom={zoom}
            box={box}
          >
            {zoom.laid ? (
              <ShapeMarks
                shapes={ghost ? [...labels.shapes, ghost] : labels.shapes}
                frame={part.frame}
                scale={zoom.laid.scale}
                chosen={labels.chosen}
                draft={drawing.drawing.at === 'cornering' ? drawing.drawing.corners : []}
              />
            ) : null}
          </FrameView>
          <p className="relabel-hint" role="status">
            {t(`relabelHint.${tool}`)}
          </p>
        </div>
        <div className="part-side">
          <section className="side-card">
            <h2>{chosen ? t('relabel.classOfChosen') : t('relabel.classOfNext')}</h2>
            <ClassButtons classes={withName(part.classes, defect)} chosen={defect} onChoose={setClass} onBack={null} />
          </section>
          <ShapeList labels={labels} step={step} />
        </div>
      </div>
    </section>
  );
}

/** What was left unsaved; else what a person drew last; else what the model saw. */
function firstLabels(part: string, frame: PartPage['frames'][number]): Labels {
  return draftOf(part, frame.frameIndex) ?? labelsOf(frame.labels?.shapes ?? shapesOfRegions(frame.regions));
}

function withName(classes: readonly string[], name: string): readonly string[] {
  return name === '' || classes.includes(name) ? classes : [...classes, name];
}
