/**
 * Verdicts against the truth, in a demo only. Outside of the grid of the line and framed unlike anything in it: a real
 * station never knows these figures, and nobody shall take them for its own.
 */
import { useWords } from '../words/use-words.ts';
import { useLive } from './live-context.ts';
import { type TruthRate, truthParts, truthRates } from './truth-rates.ts';
import { wilsonInterval } from './wilson.ts';

const titles = {
  escapes: 'truth.escapes',
  falseFails: 'truth.falseFails',
  needlessReviews: 'truth.needlessReviews',
} as const;

export function TruthBand() {
  const { t, numbers } = useWords();
  const isDemo = useLive((state) => state.hello?.demo ?? false);
  const truth = useLive((state) => state.status?.demoTruth ?? null);
  if (!isDemo || !truth) return null;
  const parts = truthParts(truth);
  return (
    <section className="truth" aria-label={t('truth.label')}>
      <p className="truth-head">
        <strong>{t('truth.label')}</strong>
        <span>{t('truth.why')}</span>
      </p>
      <dl className="truth-rates">
        {truthRates(truth).map((rate) => (
          <Rate key={rate.name} rate={rate} />
        ))}
      </dl>
      <p className="truth-since">
        <span>{t('truth.since', { time: numbers.clock(truth.since) })}</span>
        <span>{t('truth.parts', { count: parts, formatted: numbers.count(parts) })}</span>
      </p>
    </section>
  );
}

function Rate({ rate: { name, hits, parts } }: { readonly rate: TruthRate }) {
  const { t, numbers } = useWords();
  const range = wilsonInterval(hits, parts);
  const percent = (share: number): string => numbers.fixed(100 * share, 1);
  const of = { hits: numbers.count(hits), parts: numbers.count(parts) };
  return (
    <div className="truth-rate" data-rate={name} data-hits={hits}>
      <dt>{t(titles[name])}</dt>
      <dd>
        <strong>{t('truth.ofParts', of)}</strong>
        <span>{range ? t('truth.range', { from: percent(range.from), to: percent(range.to) }) : null}</span>
      </dd>
    </div>
  );
}
