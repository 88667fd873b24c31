/** What the station measured of a part and told the line. */
import type { ReactNode } from 'react';
import type { PartPage } from '../../../main/api/slices/quality.ts';
import { classWord, reasonSentence } from '../../words/reason-words.ts';
import { useWords } from '../../words/use-words.ts';
import { outcomeWords } from './outcome-words.ts';
import type { PageFrame } from './part-pictures.tsx';

type Fact = readonly [label: string, value: ReactNode];

export function PartFacts({ part, frame }: { readonly part: PartPage; readonly frame: PageFrame | null }) {
  return (
    <>
      <VerdictFacts part={part} />
      {frame ? <FrameFacts frame={frame} /> : null}
    </>
  );
}

function VerdictFacts({ part }: { readonly part: PartPage }) {
  const { t, numbers } = useWords();
  const { line } = part;
  const scores = part.scores.toSorted((a, b) => b.score - a.score);
  return (
    <section className="side-card">
      <h2>{t('part.machine')}</h2>
      <ul className="reason-list">
        {part.reasons.length === 0 ? <li>{t('reason.pass')}</li> : null}
        {part.reasons.map((reason) => (
          <li key={JSON.stringify(reason)}>{reasonSentence(t, numbers, reason)}</li>
        ))}
      </ul>
      <Facts
        facts={[
          [
            t('part.scores'),
            scores.map(({ class: name, score }) => `${classWord(t, name)} ${numbers.fixed(score, 2)}`).join(' · '),
          ],
          [
            t('part.line'),
            t(line.ok ? 'part.lineOk' : 'part.lineNotOk', {
              time: numbers.exactTime(line.at),
              ms: numbers.fixed(line.latencyMs, 1),
            }),
          ],
          [t('part.because'), becauseWords(line.because, t)],
          [t('filter.bundles'), part.bundle],
          [t('filter.shifts'), part.shift],
          [t('part.trigger'), numbers.count(part.trigger)],
          [t('part.serial'), part.serial ?? t('part.noSerial')],
          ...(part.workOrder === null ? [] : [[t('part.workOrder'), part.workOrder] as const]),
        ]}
      />
    </section>
  );
}

const becauseKeys = {
  verdict: 'lineBecause.verdict',
  deadline: 'lineBecause.deadline',
  fault: 'lineBecause.fault',
  exit: 'lineBecause.exit',
} as const;

function becauseWords(because: string, t: ReturnType<typeof useWords>['t']): string {
  return Object.hasOwn(becauseKeys, because) ? t(becauseKeys[because as keyof typeof becauseKeys]) : because;
}

function FrameFacts({ frame }: { readonly frame: PageFrame }) {
  const { t, numbers } = useWords();
  const { labels, placed } = frame;
  return (
    <section className="side-card">
      <h2>{t('part.frameNumber', { number: frame.frameIndex + 1, verdict: t(`verdict.${frame.verdict}`) })}</h2>
      <Facts
        facts={[
          [t('part.frameId'), numbers.count(frame.frameId)],
          [
            t('part.deviceTime'),
            frame.deviceNs === null
              ? t('part.noDeviceTime')
              : t('part.deviceSeconds', { seconds: numbers.fixed(frame.deviceNs / 1e9, 6) }),
          ],
          [t('part.picture'), outcomeWords(t, frame.pictureOutcome)],
          ...(placed === null
            ? []
            : [
                [
                  t('part.placed'),
                  t('part.placedBy', {
                    dx: numbers.fixed(placed.dx, 1),
                    dy: numbers.fixed(placed.dy, 1),
                    turn: numbers.fixed(placed.turnDegrees, 2),
                  }),
                ] as const,
              ]),
          [
            t('part.labels'),
            labels === null
              ? t('part.noLabels')
              : t('part.labelsBy', {
                  count: labels.shapes.length,
                  name: labels.by ?? t('parts.somebody'),
                  time: numbers.moment(labels.at),
                }),
          ],
        ]}
      />
    </section>
  );
}

function Facts({ facts }: { readonly facts: readonly Fact[] }) {
  return (
    <dl className="part-facts">
      {facts.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
