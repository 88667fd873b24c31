/** The suspected spot of a part, enlarged from its kept picture. */
import type { PartSummary } from '../../main/api/slices/live.ts';
import { useWords } from '../words/use-words.ts';
import { spotView, worstRegion } from './spot-view.ts';
import { useKeptPicture } from './use-kept-picture.ts';

const aspect = 2.2;

export function SpotCrop({ part }: { readonly part: PartSummary }) {
  const { t } = useWords();
  if (part.picture === null) return <span className="crop crop-none">{t('picture.noneTitle')}</span>;
  return <Crop key={part.picture} part={part} id={part.picture} />;
}

function Crop({ part, id }: { readonly part: PartSummary; readonly id: string }) {
  const { t, numbers } = useWords();
  const { url, state, onLoad, onError } = useKeptPicture(id);
  if (state === 'broken') return <span className="crop crop-none">{t('picture.brokenTitle')}</span>;
  const spot = worstRegion(part.regions);
  const view = spotView(spot, part.frame, aspect);
  return (
    <svg
      className="crop"
      viewBox={`${view.x} ${view.y} ${view.width} ${view.height}`}
      preserveAspectRatio="xMidYMid slice"
      role="img"
      aria-label={t('picture.spotAlt', { part: numbers.count(part.trigger) })}
    >
      <image
        key={url}
        href={url}
        width={part.frame.width}
        height={part.frame.height}
        // Until it is there the browser would enlarge its own sign for a broken picture.
        opacity={state === 'ready' ? 1 : 0}
        onLoad={onLoad}
        onError={onError}
      />
      {spot ? <rect className="crop-spot" x={spot.x} y={spot.y} width={spot.width} height={spot.height} /> : null}
    </svg>
  );
}
