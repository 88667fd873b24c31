import { expect, it } from 'vitest';
import { openCv } from '../../../main/station/registration/opencv.ts';

it('loading opencv leaves nobody listening who would end the process on an error of somebody else', () => {
  const listeners = () => [process.listeners('uncaughtException'), process.listeners('unhandledRejection')];
  const before = listeners();
  const cv = openCv();
  expect(listeners()).toEqual(before);
  expect(openCv()).toBe(cv);
});

it('dft of a constant is all in its first number', () => {
  const cv = openCv();
  const picture = new cv.Mat(8, 8, cv.CV_32FC1);
  const spectrum = new cv.Mat(8, 8, cv.CV_32FC2);
  picture.data32F.fill(0.5);
  cv.dft(picture, spectrum, cv.DFT_COMPLEX_OUTPUT, 0);
  expect([...spectrum.data32F.subarray(0, 4)]).toEqual([32, 0, 0, 0]);
  picture.delete();
  spectrum.delete();
});
