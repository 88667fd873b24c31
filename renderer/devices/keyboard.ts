/**
 * Everything that is typed at this screen passes here first: codes of scanners that type are taken out, keys of pedals
 * become their actions, and all else goes on as if nobody had listened.
 *
 * A single character outside a field waits 35 ms, because it may be the first of a code, and the letters of a serial
 * number must not decide over a part. A person does not feel it. In a field characters are written at once; if they turn
 * out to be a code, the field gets its text back.
 */
import { assertNever } from '../../main/api/words.ts';
import { isField } from '../ui/use-keys.ts';
import { KeptFields } from './kept-fields.ts';
import { type Burst, hear, isCode, paceMs } from './wedge.ts';

export interface KeyboardUse {
  /** @param intoField it was typed into a field, which has its text back */
  onCode(code: string, intoField: boolean): void;
  /** True: this key is a pedal's, and nothing else may hear of it. */
  onKey(event: KeyboardEvent): boolean;
  /** Keys of whoever learns: true takes it. */
  onLearn(event: KeyboardEvent): boolean;
}

/** A field that wants codes itself has this attribute: what is typed there stays, Enter included. */
export const takesCodes = 'data-takes-codes';

/** Returns how to stop. */
export function listenToKeyboard(use: KeyboardUse): () => void {
  const keyboard = new Keyboard(use);
  const listener = (event: KeyboardEvent): void => keyboard.hear(event);
  const names = ['keydown', 'keyup'] as const;
  for (const name of names) window.addEventListener(name, listener, { capture: true });
  return () => {
    for (const name of names) window.removeEventListener(name, listener, { capture: true });
    keyboard.release();
  };
}

const lateMs = 10;

class Keyboard {
  private readonly use: KeyboardUse;
  private readonly fields = new KeptFields();
  private readonly released = new WeakSet<Event>();
  private burst: Burst | null = null;
  private held: KeyboardEvent[] = [];
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(use: KeyboardUse) {
    this.use = use;
  }

  hear(event: KeyboardEvent): void {
    if (this.released.has(event)) this.pressed(event);
    else if (event.type === 'keyup') this.up(event);
    else this.down(event);
  }

  /** Nobody was scanning: the keys that waited do what they do. */
  release(): void {
    clearTimeout(this.timer);
    for (const event of this.held.splice(0)) {
      const copy = new KeyboardEvent(event.type, event);
      this.released.add(copy);
      (event.target ?? window).dispatchEvent(copy);
    }
  }

  private down(event: KeyboardEvent): void {
    if (this.use.onLearn(event)) {
      stop(event);
      return;
    }
    const isChord = event.ctrlKey || event.altKey || event.metaKey;
    const heard = hear(this.burst, { key: event.key, atMs: event.timeStamp, isRepeat: event.repeat, isChord });
    switch (heard.kind) {
      case 'nothing':
        return;
      case 'code':
        this.code(event, heard.code);
        return;
      case 'burst':
        this.burst = heard.burst;
        this.mayBeCode(event, heard.isNew);
        return;
      case 'typed':
        this.burst = null;
        this.fields.forget();
        this.release();
        this.pressed(event);
        return;
      default:
        assertNever(heard);
    }
  }

  /** A key that waits comes up after it went down, not before. */
  private up(event: KeyboardEvent): void {
    if (!this.held.some(({ code }) => code === event.code)) return;
    stop(event);
    this.held.push(event);
  }

  private mayBeCode(event: KeyboardEvent, isNew: boolean): void {
    if (isNew) {
      this.release();
      this.fields.forget();
    }
    if (isField(event.target)) {
      this.fields.keep(event.target);
      return;
    }
    // A space on its own presses a button, and that cannot be done again later.
    if (event.key === ' ' && this.held.length === 0) {
      this.pressed(event);
      return;
    }
    stop(event);
    this.held.push(event);
    clearTimeout(this.timer);
    this.waitForMore(performance.now() + paceMs);
  }

  /** A page that was busy hears of keys that were pressed meanwhile only behind this timer: it lets them go first. */
  private waitForMore(dueMs: number): void {
    this.timer = setTimeout(() => {
      if (performance.now() > dueMs + lateMs) this.timer = setTimeout(() => this.over(), 0);
      else this.over();
    }, paceMs);
  }

  /** Nothing more comes. Outside a field a scanner that sends no Enter is still none that may press keys. */
  private over(): void {
    const { burst } = this;
    if (burst === null || !isCode(burst)) {
      this.release();
      return;
    }
    this.burst = null;
    this.held = [];
    this.use.onCode(burst.characters, false);
  }

  private code(event: KeyboardEvent, code: string): void {
    this.burst = null;
    clearTimeout(this.timer);
    this.held = [];
    if (event.target instanceof Element && event.target.closest(`[${takesCodes}]`)) {
      this.fields.forget();
      return;
    }
    stop(event);
    this.use.onCode(code, this.fields.giveBack());
  }

  private pressed(event: KeyboardEvent): void {
    if (event.type === 'keydown' && this.use.onKey(event)) stop(event);
  }
}

function stop(event: KeyboardEvent): void {
  event.preventDefault();
  event.stopImmediatePropagation();
}
