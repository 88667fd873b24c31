import { describe, expect, it } from 'vitest';
import { StationError } from '../../../../main/api/errors.ts';
import { librariesOf, loadLibraries } from '../../../../main/station/camera/genicam/aravis.ts';

function failureOf(action: () => unknown): StationError {
  try {
    action();
  } catch (thrown) {
    if (thrown instanceof StationError) return thrown;
    throw thrown;
  }
  throw new Error('nothing was thrown');
}

describe('without the Aravis library', () => {
  it('says how to install it', () => {
    const names = { ...librariesOf('linux'), aravis: 'libsightline-no-such-aravis.so.0' };
    const error = failureOf(() => loadLibraries(names));
    expect(error.code).toBe('not-found');
    expect(error.remedy).toContain('apt-get install libaravis-0.8-0');
  });
  it('says that Windows has to wait', () => {
    expect(failureOf(() => librariesOf('win32')).message).toContain('not available yet');
  });
});
