/**
 * Suspected defects as vectors over untouched pixels.
 *
 * Placed in per cent of the picture, so that they follow it at any size while line and letter keep theirs. Built by hand
 * rather than by React: over the living picture they change with every frame.
 */
import type { Region, Verdict } from '../../main/api/words.ts';
import { type LabelPlace, placeLabels } from './label-places.ts';

const svgNamespace = 'http://www.w3.org/2000/svg';
/** Room around the box, so that the line does not cover what it shows; pixels of the screen. */
const marginPx = 4;
const labelHeightPx = 28;
const labelFont = "650 17px 'Inter Variable', 'Noto Sans SC Variable'";

export interface MarkedFrame {
  readonly width: number;
  readonly height: number;
  readonly verdict: Verdict;
  readonly regions: readonly Region[];
}

/** @param label text of a region: `pitting 0.93` */
export function drawRegionMarks(svg: SVGSVGElement, frame: MarkedFrame, label: (region: Region) => string): void {
  svg.dataset['verdict'] = frame.verdict;
  const regions = frame.regions.toSorted((a, b) => b.score - a.score);
  const texts = regions.map(label);
  const places = labelPlaces(svg, frame, regions, texts);
  const boxes = regions.map((region) => anchored(region, frame, 'mark', box('mark-halo'), box('mark-line')));
  const labels = regions.flatMap((region, i) => {
    const [text, place] = [texts[i], places[i]];
    return text === undefined || !place ? [] : [anchored(region, frame, 'mark-words', labelAt(place, text))];
  });
  // Words above all boxes: a line through a number could make it another one.
  svg.replaceChildren(...boxes, ...labels);
}

function labelPlaces(
  svg: SVGSVGElement,
  frame: MarkedFrame,
  regions: readonly Region[],
  texts: readonly string[],
): readonly (LabelPlace | null)[] {
  const screen = { width: svg.clientWidth || frame.width, height: svg.clientHeight || frame.height };
  const [across, down] = [screen.width / frame.width, screen.height / frame.height];
  const requests = regions.map(({ x, y, width, height }, i) => ({
    box: { x: x * across, y: y * down, width: width * across, height: height * down },
    label: { width: labelWidth(texts[i] ?? ''), height: labelHeightPx },
  }));
  return placeLabels(requests, screen);
}

/** A nested svg has the box's own origin and size; what lies outside of it stays visible. */
function anchored(region: Region, frame: MarkedFrame, name: string, ...children: readonly SVGElement[]): SVGElement {
  const group = element('svg', {
    x: percent(region.x, frame.width),
    y: percent(region.y, frame.height),
    width: percent(region.width, frame.width),
    height: percent(region.height, frame.height),
    overflow: 'visible',
    class: name,
  });
  group.append(...children);
  return group;
}

function box(name: string): SVGElement {
  const rect = element('rect', { class: name, x: '0', y: '0', width: '100%', height: '100%', rx: '3' });
  rect.style.transform = `translate(-${marginPx}px, -${marginPx}px)`;
  rect.style.width = `calc(100% + ${2 * marginPx}px)`;
  rect.style.height = `calc(100% + ${2 * marginPx}px)`;
  return rect;
}

function labelAt({ corner, dx, dy }: LabelPlace, text: string): SVGElement {
  const label = element('svg', {
    x: corner.right ? '100%' : '0',
    y: corner.bottom ? '100%' : '0',
    overflow: 'visible',
    class: 'mark-label',
  });
  const size = { width: `${labelWidth(text)}`, height: `${labelHeightPx}` };
  const plate = element('rect', { x: `${dx}`, y: `${dy}`, ...size, rx: '4' });
  const word = element('text', { x: `${dx + 9}`, y: `${dy + 20}` });
  word.textContent = text;
  label.append(plate, word);
  return label;
}

function labelWidth(text: string): number {
  return Math.ceil(textWidth(text)) + 18;
}

let measure: CanvasRenderingContext2D | null = null;

function textWidth(text: string): number {
  measure ??= document.createElement('canvas').getContext('2d');
  if (!measure) return text.length * 10;
  measure.font = labelFont;
  return measure.measureText(text).width;
}

function percent(part: number, whole: number): string {
  return `${((part / whole) * 100).toFixed(3)}%`;
}

function element(name: string, attributes: Readonly<Record<string, string>>): SVGElement {
  const made = document.createElementNS(svgNamespace, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}
