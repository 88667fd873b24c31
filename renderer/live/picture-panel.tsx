/** The largest thing on the screen: the living picture, held or not, or the picture of one part. */
import { useState } from 'react';
import { HoldButton } from '../ui/hold-button.tsx';
import { KeyButton } from '../ui/key-button.tsx';
import { useNow } from '../ui/use-now.ts';
import { ageWords } from '../words/ages.ts';
import { told } from '../words/told.ts';
import { useWords } from '../words/use-words.ts';
import { KeptPicture } from './kept-picture.tsx';
import { useLive, useLiveParts, useView } from './live-context.ts';
import { isConnected } from './live-store.ts';
import { MovingPicture } from './moving-picture.tsx';
import { Notice } from './notice.tsx';
import { PartWords } from './part-words.tsx';

export function PicturePanel() {
  const { t } = useWords();
  const looking = useView((state) => state.looking);
  const showMarks = useView((state) => state.showRegions);
  const isComparing = useView((state) => state.isComparing);
  const [hasFrame, setHasFrame] = useState(false);
  return (
    <section className="picture" aria-label={t('picture.label')} data-looking={looking.at}>
      <PictureBar />
      <div className="stage">
        {/* Stays in place behind a part's picture: going back to live shows it at once. */}
        <div className="layer" hidden={looking.at === 'part'}>
          <MovingPicture
            isHeld={looking.at !== 'live'}
            isComparing={isComparing}
            showMarks={showMarks}
            onFirstFrame={() => setHasFrame(true)}
          />
          <PictureNotice hasFrame={hasFrame} />
        </div>
        {looking.at === 'part' ? (
          <div className="layer">
            <KeptPicture part={looking.part} isComparing={isComparing} showMarks={showMarks} />
          </div>
        ) : null}
      </div>
    </section>
  );
}

function PictureBar() {
  const { t } = useWords();
  const { actions } = useLiveParts();
  const looking = useView((state) => state.looking);
  const showRegions = useView((state) => state.showRegions);
  return (
    <div className="picture-bar">
      {looking.at === 'part' ? <PartWords part={looking.part} /> : <PictureState isHeld={looking.at === 'held'} />}
      <div className="picture-keys">
        {looking.at === 'part' ? (
          <KeyButton
            keyName={t('key.escape')}
            shortcut="Escape"
            short={t('picture.live')}
            onPress={actions.backToLive}
            className="accent"
          >
            {t('picture.backToLive')}
          </KeyButton>
        ) : (
          <KeyButton
            keyName={t('key.space')}
            shortcut="Space"
            short={looking.at === 'held' ? t('picture.releaseShort') : t('picture.holdShort')}
            isPressed={looking.at === 'held'}
            onPress={actions.toggleHold}
          >
            {looking.at === 'held' ? t('picture.release') : t('picture.hold')}
          </KeyButton>
        )}
        <CompareButton />
        <KeyButton
          keyName="V"
          shortcut="V"
          short={showRegions ? t('picture.regionsOnShort') : t('picture.regionsOffShort')}
          isPressed={showRegions}
          onPress={actions.toggleRegions}
        >
          {showRegions ? t('picture.regionsOn') : t('picture.regionsOff')}
        </KeyButton>
      </div>
    </div>
  );
}

/** Only where there is something to compare with. */
function CompareButton() {
  const { t } = useWords();
  const { actions } = useLiveParts();
  const hasGolden = useLive((state) => (state.status?.recipe.golden ?? null) !== null);
  const isComparing = useView((state) => state.isComparing);
  if (!hasGolden) return null;
  return (
    <HoldButton keyName="G" short={t('picture.compareShort')} isHeld={isComparing} onHold={actions.compare}>
      {t('picture.compare')}
    </HoldButton>
  );
}

function PictureState({ isHeld }: { readonly isHeld: boolean }) {
  const { t, numbers } = useWords();
  const heldAt = useView((state) => (state.looking.at === 'held' ? state.looking.parts.at(-1)?.trigger : undefined));
  const newest = useLive((state) => (isHeld ? state.parts.at(-1)?.trigger : undefined));
  const since = heldAt !== undefined && newest !== undefined ? Math.max(0, newest - heldAt) : 0;
  return (
    <p className="picture-state" data-held={isHeld}>
      <strong>{isHeld ? t('picture.heldState') : t('picture.live')}</strong>
      {isHeld ? <span>{t('picture.newParts', { count: since, formatted: numbers.count(since) })}</span> : null}
    </p>
  );
}

/** What is to be said over a picture that does not live: nothing yet, or an old one. */
function PictureNotice({ hasFrame }: { readonly hasFrame: boolean }) {
  const { t, numbers } = useWords();
  const isLinked = useLive(isConnected);
  const isLoading = useLive((state) => state.status === null);
  const camera = useLive((state) => state.status?.camera.state ?? null);
  // Opening may take seconds, and a camera that says what it does meanwhile is not taken for a broken one.
  const opening = useLive((state) => (state.status?.camera.state === 'opening' ? state.status.camera.detail : null));
  const cameAtMs = useLive((state) => (isConnected(state) ? 0 : state.statusCameAtMs));
  const now = useNow(1_000, !isLinked);
  if (!isLinked && hasFrame) {
    return (
      <Notice className="over" title={t('picture.staleTitle', { age: ageWords(t, now - cameAtMs) })} detail={null} />
    );
  }
  if (camera === 'lost' || camera === 'fault') {
    const title = camera === 'lost' ? t('trouble.cameraLostTitle') : t('trouble.cameraFaultTitle');
    return <Notice className={hasFrame ? 'over' : ''} title={title} detail={null} />;
  }
  if (hasFrame) return null;
  if (isLoading) return <Notice className="loading" title={t('picture.loadingTitle')} detail={null} />;
  return (
    <Notice
      title={t('picture.firstTitle')}
      detail={opening === null ? t('picture.firstDetail') : told(t, numbers, opening)}
    />
  );
}
