/**
 * What of a picture is seen, and how large: pure maths of zoom and pan.
 *
 * A view keeps a point of the frame in the middle of its window. `scale` is screen pixels for one of the frame; `fit`
 * follows the window whatever its size, so that a turned tablet or an opened drawer needs nobody's hand.
 */
import type { Box } from '../../live/spot-view.ts';

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface View {
  readonly scale: number | 'fit';
  /** In frame pixels; without meaning while it fits. */
  readonly middle: Point;
}

/** Where the frame lies on its window, in screen pixels from the window's top left. */
export interface Laid {
  readonly scale: number;
  readonly x: number;
  readonly y: number;
}

export const wholePicture: View = { scale: 'fit', middle: { x: 0, y: 0 } };

/** Nobody sees more in a pixel that is larger than a finger tip. */
const mostScale = 32;
/** One press of + or −. */
export const zoomStep = 1.5;
/** A spot is readable when it takes up this share of the window, and never below the picture's own pixels. */
const spotShare = 0.3;
const mostSpotScale = 4;

export function fitScale(frame: Size, window: Size): number {
  return Math.max(1e-6, Math.min(window.width / frame.width, window.height / frame.height));
}

/** The picture is never smaller than the window, and never larger than anybody can use. */
export function withinScales(scale: number, frame: Size, window: Size): number {
  const fit = fitScale(frame, window);
  return Math.min(Math.max(scale, fit), Math.max(mostScale, fit));
}

export function lay(view: View, frame: Size, window: Size): Laid {
  const fit = fitScale(frame, window);
  const scale = view.scale === 'fit' ? fit : withinScales(view.scale, frame, window);
  const middle = view.scale === 'fit' ? { x: frame.width / 2, y: frame.height / 2 } : view.middle;
  return {
    scale,
    x: along(middle.x, scale, frame.width, window.width),
    y: along(middle.y, scale, frame.height, window.height),
  };
}

/** Where the frame begins on one axis: its edges never come inside the window; a narrower one stands in the middle. */
function along(middle: number, scale: number, frame: number, window: number): number {
  const size = frame * scale;
  if (size <= window) return (window - size) / 2;
  return Math.min(0, Math.max(window - size, window / 2 - middle * scale));
}

/** The view that shows what `laid` shows. */
function viewOf({ scale, x, y }: Laid, window: Size): View {
  return { scale, middle: { x: (window.width / 2 - x) / scale, y: (window.height / 2 - y) / scale } };
}

/** Brings what lies at `from` to `to` (both on the window) while it is enlarged by `factor`: wheel, keys and two fingers alike. */
export function zoomAround(view: View, factor: number, from: Point, to: Point, frame: Size, window: Size): View {
  const laid = lay(view, frame, window);
  const scale = withinScales(laid.scale * factor, frame, window);
  const grown = scale / laid.scale;
  return settled({ scale, x: to.x - (from.x - laid.x) * grown, y: to.y - (from.y - laid.y) * grown }, frame, window);
}

export function zoomTo(view: View, scale: number, frame: Size, window: Size): View {
  const centre = { x: window.width / 2, y: window.height / 2 };
  return zoomAround(view, scale / lay(view, frame, window).scale, centre, centre, frame, window);
}

/** @param by how far the picture is pushed, screen pixels */
export function pan(view: View, by: Point, frame: Size, window: Size): View {
  if (view.scale === 'fit') return view;
  const { scale, x, y } = lay(view, frame, window);
  return settled({ scale, x: x + by.x, y: y + by.y }, frame, window);
}

/** The spot in the middle, large enough to be judged. */
export function viewOfSpot(spot: Box, frame: Size, window: Size, ownScale: number): View {
  const wanted = spotShare * Math.min(window.width / Math.max(1, spot.width), window.height / Math.max(1, spot.height));
  const scale = Math.min(Math.max(wanted, ownScale), Math.max(ownScale, mostSpotScale));
  const middle = { x: spot.x + spot.width / 2, y: spot.y + spot.height / 2 };
  return settled(lay({ scale, middle }, frame, window), frame, window);
}

/** What fits goes on fitting; what was pushed beyond an edge stands at it, so that pushing back moves it at once. */
function settled(laid: Laid, frame: Size, window: Size): View {
  if (laid.scale <= fitScale(frame, window) * (1 + 1e-9)) return wholePicture;
  return viewOf(lay(viewOf(laid, window), frame, window), window);
}

/** Side by side where that leaves both larger, else one above the other. */
export function splitOf(frame: Size, window: Size): 'beside' | 'above' {
  const beside = fitScale(frame, { width: window.width / 2, height: window.height });
  const above = fitScale(frame, { width: window.width, height: window.height / 2 });
  return beside > above ? 'beside' : 'above';
}
