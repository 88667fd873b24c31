import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allocateFrameRing, RingReader, RingWriter } from '../../../../main/station/camera/frame-ring.ts';
import { ffmpegArguments, rawFormat } from '../../../../main/station/camera/uvc/ffmpeg-arguments.ts';
import { FrameAssembler } from '../../../../main/station/camera/uvc/frame-assembler.ts';
import { refusedSize } from '../../../../main/station/camera/uvc/size-check.ts';
import { uvcCameraSchema } from '../../../../main/station/config/camera.ts';

const config = (settings: object) =>
  uvcCameraSchema.parse({
    kind: 'uvc',
    width: 1280,
    height: 720,
    pixelFormat: 'RGB8',
    device: '/dev/video0',
    ...settings,
  });
const line = (settings: object): string => ffmpegArguments(config(settings), 'rgb24').join(' ');

describe('the ffmpeg command line', () => {
  it("asks a V4L2 camera for its own format, the recipe's size and rate", () => {
    expect(line({ inputFormat: 'mjpeg', framesPerSecond: 60 })).toContain(
      '-f v4l2 -thread_queue_size 4 -input_format mjpeg -framerate 60 -video_size 1280x720 -i /dev/video0',
    );
  });
  it('names a DirectShow camera as such, with a codec or a pixel format', () => {
    expect(line({ input: 'dshow', device: 'USB CAM', inputFormat: 'mjpeg' })).toContain('-vcodec mjpeg');
    expect(line({ input: 'dshow', device: 'USB CAM', inputFormat: 'yuyv422' })).toContain('-pixel_format yuyv422');
    expect(ffmpegArguments(config({ input: 'dshow', device: 'USB CAM' }), 'rgb24')).toContain('video=USB CAM');
  });
  it('plays a graph at its own pace', () => {
    expect(line({ input: 'lavfi', device: 'testsrc2=s=640x480:r=30' })).toContain(
      '-re -f lavfi -i testsrc2=s=640x480:r=30',
    );
  });
  it('always writes raw frames to the pipe', () => {
    expect(line({})).toMatch(/-pix_fmt rgb24 -f rawvideo pipe:1$/);
    expect(line({})).toContain('-vf format=rgb24,crop=');
    expect(rawFormat('Mono16')).toBe('gray16le');
    expect(rawFormat('BayerRG8')).toBeNull();
  });
});

describe('the check of the size', () => {
  it('reads the size that came from the words with which ffmpeg ends', () => {
    const words =
      "[mjpeg @ 0x5] overread 8\n[Parsed_crop_1 @ 0x5] Invalid too big or non positive size for width '-640' or height '-480'\n" +
      'Error reinitializing filters!\n';
    expect(refusedSize(words)).toEqual({ width: 640, height: 480 });
  });
  it('is about nothing else', () => {
    expect(refusedSize('/dev/video0: No such file or directory')).toBeNull();
  });
});

describe('the frame assembler', () => {
  const size = 256;
  function assembler(slots: number) {
    const memory = allocateFrameRing({ width: 16, height: 16, pixelFormat: 'Mono8' }, slots);
    const reader = new RingReader(memory);
    const frames: number[][] = [];
    const lost: number[] = [];
    const hold: number[] = [];
    const sink = new RingWriter(memory, {
      frame: ({ slot, frameId }) => {
        frames.push([...(reader.claim(slot, frameId) ?? [])]);
        hold.push(slot);
      },
      lost: ({ frameId }) => lost.push(frameId),
    });
    return {
      target: new FrameAssembler(sink, size),
      frames,
      lost,
      free: () =>
        hold.splice(0).forEach((slot) => {
          reader.release(slot);
        }),
    };
  }

  it('finds the frames whatever the chunks are', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 700 }), { minLength: 1, maxLength: 20 }), (lengths) => {
        const { target, frames, free } = assembler(6);
        const total = lengths.reduce((sum, length) => sum + length, 0);
        const stream = Uint8Array.from({ length: total }, (_, at) => Math.floor(at / size));
        let at = 0;
        for (const length of lengths) {
          target.push(stream.subarray(at, at + length));
          free();
          at += length;
        }
        expect(frames).toHaveLength(Math.floor(total / size));
        for (const [index, bytes] of frames.entries()) expect(bytes).toEqual(new Array(size).fill(index));
      }),
    );
  });

  it('keeps its place when there is no slot for a frame', () => {
    const { target, frames, lost, free } = assembler(3);
    const five = Uint8Array.from({ length: 5 * size }, (_, at) => Math.floor(at / size) + 1);
    target.push(five);
    expect(lost).toEqual([4, 5]);
    free();
    target.push(new Uint8Array(size).fill(6));
    expect(frames.map((bytes) => new Set(bytes))).toEqual([new Set([1]), new Set([2]), new Set([3]), new Set([6])]);
  });

  it('gives the slot of an unfinished frame back', () => {
    const { target, frames } = assembler(3);
    for (let round = 0; round < 5; round += 1) {
      target.push(new Uint8Array(size - 1));
      target.abandon();
    }
    target.push(new Uint8Array(size).fill(9));
    expect(frames).toHaveLength(1);
  });
});
