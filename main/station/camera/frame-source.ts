/** A camera configuration made into its source. Nothing is touched before the source is opened. */
import type { CameraConfig, TriggerConfig } from '../config/camera.ts';
import type { FrameSource } from '../ports.ts';
import { BoardsSource } from './boards/boards-source.ts';
import { GenicamSource } from './genicam/genicam-source.ts';
import { ReplaySource } from './replay/replay-source.ts';
import { UvcSource } from './uvc/uvc-source.ts';

export interface SourceOptions {
  readonly camera: CameraConfig;
  readonly trigger: TriggerConfig;
  readonly framesPerPart: number;
  /** Something that a person should know and that stops nothing, such as a picture that cannot be read; null: over. */
  readonly onNotice: (notice: string | null) => void;
  readonly cacheDir?: string | undefined;
}

export function frameSource(options: SourceOptions): FrameSource {
  const { camera } = options;
  switch (camera.kind) {
    case 'replay':
      return new ReplaySource(camera, options);
    case 'boards':
      return new BoardsSource(camera, options);
    case 'genicam':
      return new GenicamSource(camera, options);
    case 'uvc':
      return new UvcSource(camera, options);
  }
}
