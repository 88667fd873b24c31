import { StationError } from '../../../api/errors.ts';
import { say } from '../../../api/said/say.ts';

/** @param ffmpeg what was started in vain, as the configuration spells it. */
export function ffmpegMissing(ffmpeg: string): StationError {
  return new StationError('not-found', say('ffmpegMissing', { ffmpeg }), {
    remedy: say('ffmpegMissingRemedy'),
  });
}
