/** Other limits, or another bundle: one is exact, the other an estimate. */
import { useAnswer } from '../../connection/use-answer.ts';
import { letGo } from '../../ui/key-button.tsx';
import { useWords } from '../../words/use-words.ts';

export interface BundleRef {
  readonly bundle: string;
  readonly version: string;
}

export interface BundleChoiceProps {
  /** Null: the bundle that runs, with other limits. */
  readonly chosen: BundleRef | null;
  readonly onChoose: (bundle: BundleRef | null) => void;
}

export function BundleChoice({ chosen, onChoose }: BundleChoiceProps) {
  const { t } = useWords();
  const bundles = useAnswer('quality.bundles', {}).value ?? [];
  const others = bundles.filter(({ isActive }) => !isActive);
  return (
    <section className="side-card">
      <h2>{t('whatIf.change')}</h2>
      <div className="filter-values">
        <button
          type="button"
          className="filter-value"
          aria-pressed={chosen === null}
          onClick={(event) => {
            letGo(event);
            onChoose(null);
          }}
        >
          {t('whatIf.otherLimits')}
        </button>
        {others.map(({ name, version }) => (
          <button
            key={`${name}@${version}`}
            type="button"
            className="filter-value"
            aria-pressed={chosen?.bundle === name && chosen.version === version}
            onClick={(event) => {
              letGo(event);
              onChoose({ bundle: name, version });
            }}
          >
            {t('whatIf.otherBundle', { name, version })}
          </button>
        ))}
      </div>
      {chosen ? <p className="muted">{t('whatIf.bundleDetail')}</p> : null}
    </section>
  );
}
