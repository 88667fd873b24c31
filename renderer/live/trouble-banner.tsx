/** The most urgent matter that nobody has taken note of: what is wrong, and what to do. */
import { KeyButton } from '../ui/key-button.tsx';
import { VerdictShape } from '../ui/verdict-shape.tsx';
import { useWords } from '../words/use-words.ts';
import { useLiveParts } from './live-context.ts';
import { useTroubles } from './use-troubles.ts';

export function TroubleBanner() {
  const { t, numbers } = useWords();
  const { actions } = useLiveParts();
  const [first, ...others] = useTroubles().open;
  return (
    <section className="banner-place" aria-label={t('trouble.label')} aria-live="assertive">
      {first ? (
        <div className="banner" data-level={first.level} data-trouble={first.id}>
          <VerdictShape verdict={first.level === 'urgent' ? 'fail' : 'review'} className="banner-shape" />
          <p className="banner-words">
            <strong className="banner-title">{first.title}</strong>
            <span className="banner-detail">
              {first.at === null ? null : <span className="muted">{numbers.clock(first.at)} </span>}
              {first.detail}
            </span>
            {first.remedy ? <span className="banner-remedy">{first.remedy}</span> : null}
          </p>
          {others.length > 0 ? (
            <span className="banner-more">{t('trouble.more', { count: others.length })}</span>
          ) : null}
          {first.mayBeUnderstood ? (
            <KeyButton keyName="A" shortcut="A" onPress={() => actions.understand([first.id])}>
              {t('trouble.understood')}
            </KeyButton>
          ) : null}
        </div>
      ) : null}
    </section>
  );
}
