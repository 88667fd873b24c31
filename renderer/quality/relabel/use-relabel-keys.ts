/** The keys of drawing; all but Ctrl+Z and Ctrl+Y are printed on their buttons. */
import { useHotkeys } from '@mantine/hooks';
import type { Size } from '../../review/picture/view.ts';
import { useKeys } from '../../ui/use-keys.ts';
import type { Zoom } from '../part/use-zoom.ts';
import type { Tool } from './drawing.ts';
import { grown, moved } from './geometry.ts';
import type { LabelStep, Labels } from './labels.ts';
import type { DrawingState } from './use-drawing.ts';

export interface RelabelActions {
  setTool(tool: Tool): void;
  addBox(): void;
  undo(): void;
  redo(): void;
  remove(): void;
  fromModel(): void;
  toggleSizing(): void;
  save(): void;
  leave(): void;
}

export interface RelabelKeys {
  readonly actions: RelabelActions;
  readonly labels: Labels;
  readonly step: (step: LabelStep) => void;
  readonly frame: Size;
  /** Arrows change the size instead of the place. */
  readonly isSizing: boolean;
  readonly zoom: Zoom;
  readonly drawing: DrawingState;
}

const farPx = 10;

export function useRelabelKeys({ actions, labels, step, frame, isSizing, zoom, drawing }: RelabelKeys): void {
  const nudge = (x: number, y: number) => (event: KeyboardEvent) => {
    const shape = labels.chosen === null ? undefined : labels.shapes[labels.chosen];
    if (labels.chosen === null || !shape) return zoom.keys[event.key]?.(event);
    const far = event.shiftKey ? farPx : 1;
    const by = { x: x * far, y: y * far };
    const next = isSizing ? grown(shape, by, frame) : moved(shape, by, frame);
    step({ kind: 'change', index: labels.chosen, shape: next, step: 'new' });
  };
  useKeys({
    '+': zoom.keys['+'],
    '=': zoom.keys['='],
    '-': zoom.keys['-'],
    '0': zoom.keys['0'],
    ArrowLeft: nudge(-1, 0),
    ArrowRight: nudge(1, 0),
    ArrowUp: nudge(0, -1),
    ArrowDown: nudge(0, 1),
    c: () => actions.setTool('choose'),
    b: () => actions.setTool('box'),
    p: () => actions.setTool('polygon'),
    a: actions.addBox,
    u: actions.undo,
    y: actions.redo,
    t: actions.toggleSizing,
    r: actions.fromModel,
    s: actions.save,
    Delete: actions.remove,
    Backspace: () => (drawing.drawing.at === 'cornering' ? drawing.uncorner() : actions.remove()),
    Enter: drawing.finish,
    ',': () => step({ kind: 'neighbour', by: -1 }),
    '.': () => step({ kind: 'neighbour', by: 1 }),
    Escape: actions.leave,
  });
  useHotkeys([
    ['mod+Z', actions.undo],
    ['mod+shift+Z', actions.redo],
    ['mod+Y', actions.redo],
  ]);
}
