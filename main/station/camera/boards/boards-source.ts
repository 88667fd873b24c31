/** The board simulator: circuit boards, rendered before the run, moving under a gantry. For demonstrations and tests. */
import { StationError } from '../../../api/errors.ts';
import { say } from '../../../api/said/say.ts';
import { systemClock } from '../../clock.ts';
import type { BoardsCameraConfig, TriggerConfig } from '../../config/camera.ts';
import type { FrameSink, FrameSource, OpenCamera } from '../../ports.ts';
import { ReplayCamera } from '../replay/replay-camera.ts';
import { BoardFilm } from './board-film.ts';
import { framesPerBoard } from './gantry.ts';
import { loadPool } from './load-pool.ts';

export interface BoardsOptions {
  readonly trigger: TriggerConfig;
  readonly framesPerPart: number;
  /** Absent: nothing is kept from one start to the next. */
  readonly cacheDir?: string | undefined;
  readonly onNotice: (notice: string | null) => void;
}

export class BoardsSource implements FrameSource {
  readonly kind = 'boards';
  readonly name: string;
  private readonly config: BoardsCameraConfig;
  private readonly options: BoardsOptions;
  /** Stays when the camera is closed: opened again, the gantry goes on where it was. */
  private film: BoardFilm | null = null;

  constructor(config: BoardsCameraConfig, options: BoardsOptions) {
    this.name = say('simulatedBoards', { seed: config.seed });
    this.config = config;
    this.options = options;
  }

  async open(sink: FrameSink): Promise<OpenCamera> {
    const { trigger, framesPerPart } = this.options;
    if (framesPerPart !== framesPerBoard) {
      throw new StationError(
        'bad-input',
        `a board has ${framesPerBoard} frames, and the recipe's part ${framesPerPart}`,
        {
          remedy: `Set framesPerPart to ${framesPerBoard}.`,
        },
      );
    }
    this.film ??= await this.makeFilm();
    const { width, height, pixelFormat, framesPerSecond } = this.config;
    return new ReplayCamera({
      film: this.film,
      sink,
      geometry: { width, height, pixelFormat },
      framesPerSecond: trigger.mode === 'software' ? null : framesPerSecond,
      unplugAtFrame: null,
      clock: systemClock,
    });
  }

  private async makeFilm(): Promise<BoardFilm> {
    const { seed, boards, defectiveBoards } = this.config;
    const { cacheDir, onNotice } = this.options;
    const pool = await loadPool({ pool: { seed, boards }, cacheDir, onNotice });
    return new BoardFilm({ pool, seed: defectiveBoards.seed, share: defectiveBoards.share });
  }
}
