import { expect, it } from 'vitest';
import { PictureResults } from '../../../main/station/pipeline/picture-results.ts';
import type { PictureResult, RecordWriter } from '../../../main/station/ports.ts';

const result = (part: string, picture: string): PictureResult => ({ part, picture, outcome: 'kept', bytes: 1 });

function makeResults() {
  const told: string[] = [];
  const records: RecordWriter = {
    append: () => undefined,
    pictureDone: ({ picture }) => told.push(picture),
    waiting: 0,
    onCommitted: () => undefined,
  };
  return { results: new PictureResults(records), told };
}

it('holds a picture that is on disk before its part is recorded, and tells of it right after the record', () => {
  const { results, told } = makeResults();
  results.expect('part');
  results.done(result('part', 'a'));
  expect(told).toEqual([]);
  results.appended('part');
  expect(told).toEqual(['a']);
});

it('tells at once of a picture whose part is recorded', () => {
  const { results, told } = makeResults();
  results.expect('part');
  results.appended('part');
  results.done(result('part', 'a'));
  expect(told).toEqual(['a']);
});

it('keeps the pictures of parts apart', () => {
  const { results, told } = makeResults();
  results.expect('one');
  results.expect('two');
  results.done(result('two', 'b'));
  results.done(result('one', 'a'));
  results.appended('one');
  expect(told).toEqual(['a']);
});
