/** What people should know about the recipe that runs: quiet, and there as long as it runs. */
import type { RecipeWarning } from '../../main/api/slices/health.ts';
import { assertNever } from '../../main/api/words.ts';
import { useLive } from '../live/live-context.ts';
import type { Numbers } from '../words/numbers.ts';
import { useWords } from '../words/use-words.ts';
import type { Say } from '../words/words.ts';
import { Chip } from './chip.tsx';

export function RecipeNotes() {
  const { t, numbers } = useWords();
  const warnings = useLive(
    (state) => state.status?.warnings ?? null,
    (before, now) => JSON.stringify(before) === JSON.stringify(now),
  );
  if (!warnings || warnings.length === 0) return null;
  return (
    <Chip
      name="recipe"
      short={t('recipeNote.recipe')}
      words={{ text: t('chip.notes', { count: warnings.length }), level: 'normal' }}
      facts={warnings.map((warning) => noteFact(warning, t, numbers))}
    />
  );
}

function noteFact(warning: RecipeWarning, t: Say, numbers: Numbers): readonly [label: string, note: string] {
  switch (warning.kind) {
    case 'edges-unseen':
      return [t('recipeNote.edges'), t('recipeNote.edgesText', { ...warning })];
    case 'small-picture':
      return [t('recipeNote.small'), t('recipeNote.smallText', { ...warning })];
    case 'grey-camera':
      return [t('recipeNote.grey'), t('recipeNote.greyText')];
    case 'golden-border':
      return [t('recipeNote.border'), t('recipeNote.borderText', { ...warning })];
    case 'too-slow': {
      const ms = (value: number): string => numbers.fixed(value, 1);
      const { p50, p99, budgetMs } = warning;
      return [t('recipeNote.slow'), t('recipeNote.slowText', { p50: ms(p50), p99: ms(p99), budgetMs: ms(budgetMs) })];
    }
    default:
      return assertNever(warning);
  }
}
