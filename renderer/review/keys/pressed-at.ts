/**
 * When a key was really pressed. What is typed waits a moment, because it may be the code of a scanner, and reaches the
 * screen as a copy (renderer/devices/keyboard.ts); how long a person waits counts from the finger.
 */

const pressed = new Map<string, number>();

// While the module loads: before whoever takes the event away.
window.addEventListener(
  'keydown',
  ({ code, isTrusted, timeStamp }) => {
    if (isTrusted) pressed.set(code, timeStamp);
  },
  { capture: true },
);

/** On the page's monotonic clock. */
export function pressedAtMs({ code, timeStamp }: KeyboardEvent): number {
  return pressed.get(code) ?? timeStamp;
}
