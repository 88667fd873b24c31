/** What a person has drawn, as vectors over the picture: lines and words keep their size at any zoom. */
import type { Ref } from 'react';
import type { Shape } from '../../../main/api/slices/quality.ts';
import type { Point, Size } from '../../review/picture/view.ts';
import { classWord } from '../../words/reason-words.ts';
import { useWords } from '../../words/use-words.ts';
import { boundsOf, handlesOf } from './geometry.ts';

/** Screen pixels. */
const handlePx = 7;
const wordsPx = 15;

export interface ShapeMarksProps {
  readonly shapes: readonly Shape[];
  readonly frame: Size;
  /** Screen pixels for one of the frame. */
  readonly scale: number;
  readonly chosen: number | null;
  /** Corners of a polygon that is being drawn. */
  readonly draft?: readonly Point[];
  readonly svg?: Ref<SVGSVGElement>;
}

export function ShapeMarks({ shapes, frame, scale, chosen, draft, svg }: ShapeMarksProps) {
  const held = chosen === null ? undefined : shapes[chosen];
  return (
    <svg ref={svg} className="shape-marks" viewBox={`0 0 ${frame.width} ${frame.height}`} aria-hidden="true">
      {shapes.map((shape, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a shape is its place in the list
        <ShapeMark key={index} shape={shape} number={index + 1} scale={scale} isChosen={index === chosen} />
      ))}
      {held
        ? handlesOf(held).map(({ at }) => (
            <rect
              key={`${at.x} ${at.y}`}
              className="shape-handle"
              x={at.x - handlePx / scale}
              y={at.y - handlePx / scale}
              width={(2 * handlePx) / scale}
              height={(2 * handlePx) / scale}
            />
          ))
        : null}
      {draft && draft.length > 0 ? (
        <>
          <polyline className="shape-line draft" points={draft.map(({ x, y }) => `${x},${y}`).join(' ')} />
          {draft.map(({ x, y }) => (
            <circle key={`${x} ${y}`} className="shape-handle" cx={x} cy={y} r={handlePx / scale} />
          ))}
        </>
      ) : null}
    </svg>
  );
}

interface ShapeMarkProps {
  readonly shape: Shape;
  readonly number: number;
  readonly scale: number;
  readonly isChosen: boolean;
}

function ShapeMark({ shape, number, scale, isChosen }: ShapeMarkProps) {
  const { t } = useWords();
  const { left, top } = boundsOf(shape);
  const size = wordsPx / scale;
  return (
    <g className="shape-mark-group" data-shape={shape.kind} data-chosen={isChosen}>
      <Outline shape={shape} className="shape-halo" />
      <Outline shape={shape} className="shape-line" />
      <text className="shape-words" x={left} y={Math.max(size, top - size * 0.45)} fontSize={size}>
        {`${number} ${classWord(t, shape.class)}`}
      </text>
    </g>
  );
}

function Outline({ shape, className }: { readonly shape: Shape; readonly className: string }) {
  return shape.kind === 'box' ? (
    <rect className={className} x={shape.x} y={shape.y} width={shape.width} height={shape.height} />
  ) : (
    <polygon className={className} points={shape.points.map(([x, y]) => `${x},${y}`).join(' ')} />
  );
}
