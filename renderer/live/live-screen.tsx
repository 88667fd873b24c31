/** Is the line well? */
import { Counters } from './counters.tsx';
import { LatencyCard } from './latency-card.tsx';
import { useLive, useLiveParts } from './live-context.ts';
import { useLiveKeys } from './live-keys.ts';
import { isConnected, picturesCome } from './live-store.ts';
import { ParetoCard } from './pareto-card.tsx';
import { PartStrip } from './part-strip.tsx';
import { PicturePanel } from './picture-panel.tsx';
import { TroubleBanner } from './trouble-banner.tsx';
import { TruthBand } from './truth-band.tsx';
import { useTroubles } from './use-troubles.ts';
import { VerdictPanel } from './verdict-panel.tsx';
import { YieldCard } from './yield-card.tsx';

/** A picture at least so much wider than tall leaves room for the charts below it; else they stand beside it. */
const wideRatio = 1.7;

export function LiveScreen() {
  const { actions } = useLiveParts();
  const isStale = !useLive(isConnected);
  const isPictureOld = !useLive(picturesCome);
  const isWide = useLive((state) => {
    const frame = state.status?.recipe.frame;
    return !frame || frame.width >= frame.height * wideRatio;
  });
  const first = useTroubles().open.find((trouble) => trouble.mayBeUnderstood);
  useLiveKeys(actions, () => first && actions.understand([first.id]));
  return (
    <main className="live" data-shape={isWide ? 'wide' : 'tall'} data-stale={isStale} data-picture-old={isPictureOld}>
      <TroubleBanner />
      <div className="live-grid">
        <PicturePanel />
        <VerdictPanel />
        <Counters />
        <YieldCard />
        <LatencyCard />
        <ParetoCard />
        <PartStrip />
      </div>
      <TruthBand />
    </main>
  );
}
