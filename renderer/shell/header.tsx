/** One line about the station: what is made, with which model, in which shift; how everything is; what time it is. */
import { useLive, useLiveParts } from '../live/live-context.ts';
import { useStationNow } from '../live/use-station-now.ts';
import { useTroubles } from '../live/use-troubles.ts';
import { PersonChip } from '../session/person-chip.tsx';
import { StudyChip } from '../study/study-chip.tsx';
import { Skeleton } from '../ui/card.tsx';
import { useNow } from '../ui/use-now.ts';
import { VerdictShape } from '../ui/verdict-shape.tsx';
import { ageWords } from '../words/ages.ts';
import { useWords } from '../words/use-words.ts';
import { RecipeNotes } from './recipe-notes.tsx';
import { SettingsMenu } from './settings-menu.tsx';
import { StatusChips } from './status-chips.tsx';

export function Header() {
  const { t } = useWords();
  const recipe = useLive((state) => state.status?.recipe ?? null);
  const shift = useLive((state) => state.status?.shift.name ?? null);
  const isDemo = useLive((state) => state.hello?.demo ?? false);
  return (
    <header className="header">
      <div className="header-recipe">
        <h1>{recipe ? recipe.name : <Skeleton className="title" />}</h1>
        {isDemo ? <span className="demo">{t('header.demo')}</span> : null}
        {recipe ? (
          <p className="muted">
            <span>{t('header.bundle', { bundle: recipe.bundle, version: recipe.version })}</span>
            {shift === null ? null : <span>{t('header.shift', { name: shift })}</span>}
          </p>
        ) : null}
      </div>
      <LinkChip />
      <StudyChip />
      <QuietTroubles />
      <RecipeNotes />
      <StatusChips />
      <Clock />
      <SettingsMenu />
      <PersonChip />
    </header>
  );
}

function LinkChip() {
  const { t } = useWords();
  const lostSinceMs = useLive((state) =>
    state.link.kind === 'lost' || state.link.kind === 'refused' ? state.link.sinceMs : null,
  );
  const now = useNow(1_000, lostSinceMs !== null);
  if (lostSinceMs === null) return null;
  return (
    <p className="chip" data-level="warning" data-chip="link">
      <VerdictShape verdict="review" />
      <span className="chip-text">{t('chip.linkLost', { age: ageWords(t, now - lostSinceMs) })}</span>
    </p>
  );
}

/** Matters that somebody has taken note of and that are still there. Touching it brings them back. */
function QuietTroubles() {
  const { t } = useWords();
  const { actions } = useLiveParts();
  const { quiet } = useTroubles();
  if (quiet.length === 0) return null;
  return (
    <button type="button" className="chip" data-level="warning" data-chip="incidents" onClick={actions.reopen}>
      <VerdictShape verdict="review" />
      <span className="chip-text">{t('chip.incidents', { count: quiet.length })}</span>
    </button>
  );
}

function Clock() {
  const { numbers } = useWords();
  const now = useStationNow(1_000);
  const isKnown = useLive((state) => state.status !== null);
  // Until the station has told its zone this would be another place's time.
  if (!isKnown) return null;
  return <time className="clock">{numbers.clock(now)}</time>;
}
