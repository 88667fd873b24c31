import { existsSync } from 'node:fs';
import { describe, expect, it, onTestFinished } from 'vitest';
import { FrameFileReader, FrameFileWriter } from '../../../main/station/inference/frame-file.ts';

function pair(slotBytes: number) {
  const writer = new FrameFileWriter(slotBytes);
  const reader = new FrameFileReader(writer.path);
  onTestFinished(() => {
    writer.close();
    reader.close();
  });
  return { writer, reader };
}

describe('the frame file', () => {
  it('carries each slot by itself, again and again', () => {
    const { writer, reader } = pair(4);
    const into = new Uint8Array(4);
    for (let round = 0; round < 3; round++) {
      writer.write(1, Uint8Array.of(9, 8, 7, round));
      writer.write(0, Uint8Array.of(1, 2, 3, round));
      reader.read(1, into);
      expect([...into]).toEqual([9, 8, 7, round]);
      reader.read(0, into);
      expect([...into]).toEqual([1, 2, 3, round]);
    }
  });

  it('has no name any more once it is open, so that nothing stays behind a killed process', () => {
    const { writer } = pair(4);
    expect(existsSync(writer.path)).toBe(false);
  });

  it('leaves nothing when it was never opened', () => {
    const writer = new FrameFileWriter(4);
    expect(existsSync(writer.path)).toBe(true);
    writer.close();
    expect(existsSync(writer.path)).toBe(false);
  });

  it('refuses a slot that nobody wrote', () => {
    const { reader } = pair(4);
    expect(() => reader.read(3, new Uint8Array(4))).toThrow('slot 3 holds 0 bytes');
  });
});
