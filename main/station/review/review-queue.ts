/**
 * All parts that wait, most urgent first. Each lane is kept in order, so that ten thousand waiting cost no more per event
 * than a hundred: urgency changes only when a part moves, never with time.
 */
import { dueOf, isDue } from './escalation.ts';
import { byUrgency, type WaitingPart } from './waiting.ts';

export type LaneName = 'operator' | 'quality' | 'overdue';

/**
 * Whose turn comes first. `operator`: what an operator may decide, then what others are asked about. `quality`: what is
 * overdue, then whatever ends first.
 */
export type View = 'operator' | 'quality';

export class ReviewQueue {
  private readonly byId = new Map<string, WaitingPart>();
  private readonly lanes: Readonly<Record<LaneName, WaitingPart[]>> = { operator: [], quality: [], overdue: [] };

  get(id: string): WaitingPart | undefined {
    return this.byId.get(id);
  }

  get size(): number {
    return this.byId.size;
  }

  count(lane: LaneName): number {
    return this.lanes[lane].length;
  }

  ids(): readonly string[] {
    return [...this.byId.keys()];
  }

  /** Adds it, or puts it in the place of the one with its id. */
  put(part: WaitingPart): void {
    this.remove(part.id);
    this.byId.set(part.id, part);
    const lane = this.lanes[laneOf(part)];
    lane.splice(placeIn(lane, part), 0, part);
  }

  /** Changes nothing that its urgency depends on. */
  update(id: string, change: Pick<WaitingPart, 'picture' | 'isPictureKept'>): void {
    const before = this.byId.get(id);
    if (before) this.put({ ...before, ...change });
  }

  remove(id: string): void {
    const part = this.byId.get(id);
    if (!part) return;
    this.byId.delete(id);
    const lane = this.lanes[laneOf(part)];
    lane.splice(placeIn(lane, part), 1);
  }

  /** Those whose time has run out. */
  due(nowMs: number): WaitingPart[] {
    return [this.lanes.operator, this.lanes.quality].flatMap((lane) => {
      const end = lane.findIndex(({ asked }) => !isDue(asked, nowMs));
      return lane.slice(0, end < 0 ? lane.length : end);
    });
  }

  /** Next deadline of all, monotonic; null while nothing ends. */
  nextDueMs(counts: (part: WaitingPart) => boolean = () => true): number | null {
    const dues = [this.lanes.operator, this.lanes.quality].flatMap((lane) => {
      const first = lane.find(counts);
      const dueMs = first ? dueOf(first.asked) : null;
      return dueMs === null ? [] : [dueMs];
    });
    return dues.length === 0 ? null : Math.min(...dues);
  }

  first(count: number, view: View): WaitingPart[] {
    const { operator, quality, overdue } = this.lanes;
    const heads = [operator, quality, overdue].map((lane) => lane.slice(0, count));
    const [ofOperator = [], ofQuality = [], ofNobody = []] = heads;
    const inOrder =
      view === 'operator'
        ? [...ofOperator, ...ofQuality, ...ofNobody]
        : [...ofNobody, ...[...ofOperator, ...ofQuality].sort(byUrgency)];
    return inOrder.slice(0, count);
  }
}

function laneOf({ asked: { stage } }: WaitingPart): LaneName {
  return stage === 'operator' || stage === 'quality' ? stage : 'overdue';
}

/** Where it stands, or would stand. */
function placeIn(lane: readonly WaitingPart[], part: WaitingPart): number {
  let low = 0;
  let high = lane.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (byUrgency(lane[middle] as WaitingPart, part) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}
