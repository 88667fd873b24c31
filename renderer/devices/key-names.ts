/** Keys as a person finds them, and those that no pedal may have. */

/** They lead through every screen, or change what other keys mean. */
const reserved =
  /^(Escape|Enter|NumpadEnter|Tab|Space|Backspace|Delete|Arrow\w+|Shift\w+|Control\w+|Alt\w+|Meta\w+|CapsLock|OSLeft|OSRight)$/;

export function mayBeBound(code: string): boolean {
  return code !== '' && code !== 'Unidentified' && !reserved.test(code);
}

/** `KeyB` is `B`, `Digit4` is `4`, `F13` is `F13`. */
export function keyName(code: string): string {
  return code.replace(/^(Key|Digit)(?=.$)/, '');
}
