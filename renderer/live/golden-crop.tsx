/** What the golden picture shows where a frame of the part was taken: laid over the frame, as the station laid it. */
import type { Placed } from '../../main/api/words.ts';
import { useWords } from '../words/use-words.ts';
import { goldenTransform } from './golden-transform.ts';
import { useLive } from './live-context.ts';

export interface GoldenCropProps {
  readonly frameIndex: number;
  /** Of the frame, pixels; the golden picture has the same scale. */
  readonly width: number;
  readonly height: number;
  readonly placed: Placed | null;
}

export function GoldenCrop({ frameIndex, width, height, placed }: GoldenCropProps) {
  const { t } = useWords();
  const golden = useLive((state) => state.status?.recipe.golden ?? null);
  const position = golden?.positions[frameIndex] ?? golden?.positions[0];
  if (!golden || !position) return null;
  return (
    <div className="golden">
      <svg className="golden-pixels" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={t('picture.golden')}>
        <image
          href={`/pictures/${encodeURIComponent(golden.picture)}`}
          transform={goldenTransform(position, placed, { width, height })}
        />
      </svg>
      <p className="golden-word" aria-hidden="true">
        {t('picture.golden')}
      </p>
    </div>
  );
}
