/** What the next shift must know, on one page; the same on paper. */
import { useState } from 'react';
import type { Output } from '../../../main/api/slices/index.ts';
import { useAnswer } from '../../connection/use-answer.ts';
import { useDeed } from '../../connection/use-deed.ts';
import { useCall } from '../../connection/use-station.ts';
import { AskTrouble } from '../../ui/ask-trouble.tsx';
import { Skeleton } from '../../ui/card.tsx';
import { KeyButton } from '../../ui/key-button.tsx';
import { useKeys } from '../../ui/use-keys.ts';
import { useWords } from '../../words/use-words.ts';
import { DeedTrouble } from '../deed-trouble.tsx';
import { fetchFile } from '../fetch-file.ts';
import { ReportPage } from './report-page.tsx';

const shiftsShown = 60;
/** A report reads a whole shift. */
const timeoutMs = 60_000;

type Shift = Output<'quality.shifts'>[number];

export function ReportScreen() {
  const { t } = useWords();
  const { answer, value: shifts, again } = useAnswer('quality.shifts', { limit: shiftsShown });
  const [index, setIndex] = useState(0);
  const shift = shifts?.[index] ?? null;
  const last = (shifts?.length ?? 1) - 1;
  const turn = (by: 1 | -1): void => setIndex((before) => Math.min(Math.max(0, before + by), Math.max(0, last)));
  if (shifts === null) {
    return (
      <section className="desk report">
        {answer.kind === 'failed' ? <AskTrouble error={answer.error} onAgain={again} /> : <LoadingReport />}
      </section>
    );
  }
  if (!shift) {
    return (
      <section className="desk report">
        <div className="desk-notice">
          <p className="notice-title">{t('report.noShift')}</p>
          <p className="notice-detail">{t('report.noShiftDetail')}</p>
        </div>
      </section>
    );
  }
  return (
    <section className="desk report">
      <ReportBar shifts={shifts} index={index} shift={shift} onIndex={setIndex} onTurn={turn} />
      <Report key={`${shift.name} ${shift.startedAt}`} shift={shift} />
    </section>
  );
}

interface ReportBarProps {
  readonly shifts: readonly Shift[];
  readonly index: number;
  readonly shift: Shift;
  readonly onIndex: (index: number) => void;
  /** 1: the shift before, -1: the one after. */
  readonly onTurn: (by: 1 | -1) => void;
}

function ReportBar({ shifts, index, shift, onIndex, onTurn }: ReportBarProps) {
  const { t, numbers, language } = useWords();
  const call = useCall();
  const { deed, start } = useDeed<Output<'quality.exportReport'>>();
  const write = (as: 'csv' | 'pdf'): void =>
    start(
      () => call('quality.exportReport', { ...shift, as, language }, { timeoutMs }),
      ({ address }) => fetchFile(address),
    );
  useKeys({
    ArrowLeft: () => onTurn(1),
    ArrowRight: () => onTurn(-1),
    p: () => write('pdf'),
    c: () => write('csv'),
    o: () => window.print(),
  });
  return (
    <div className="report-bar">
      <KeyButton keyName="←" shortcut="ArrowLeft" isDisabled={index >= shifts.length - 1} onPress={() => onTurn(1)}>
        {t('report.shiftBefore')}
      </KeyButton>
      <label className="shift-choice">
        <span className="muted">{t('filter.shifts')}</span>
        <select value={index} onChange={(event) => onIndex(Number(event.currentTarget.value))}>
          {shifts.map(({ name, startedAt }, i) => (
            <option key={`${name} ${startedAt}`} value={i}>
              {t('report.shift', { name, day: numbers.date(startedAt), time: numbers.clock(startedAt) })}
            </option>
          ))}
        </select>
      </label>
      <KeyButton keyName="→" shortcut="ArrowRight" isDisabled={index === 0} onPress={() => onTurn(-1)}>
        {t('report.shiftAfter')}
      </KeyButton>
      <div className="parts-actions">
        <DeedTrouble deed={deed} />
        <p className="deed-words" role="status">
          {deed.kind === 'running' ? t('parts.exporting') : null}
          {deed.kind === 'done' ? t('report.written') : null}
        </p>
        <KeyButton keyName="P" shortcut="P" onPress={() => write('pdf')}>
          {t('report.pdf')}
        </KeyButton>
        <KeyButton keyName="C" shortcut="C" onPress={() => write('csv')}>
          {t('parts.export')}
        </KeyButton>
        <KeyButton keyName="O" shortcut="O" onPress={() => window.print()}>
          {t('report.print')}
        </KeyButton>
      </div>
    </div>
  );
}

function Report({ shift }: { readonly shift: Shift }) {
  const { answer, value, again } = useAnswer('quality.shiftReport', shift, { timeoutMs });
  if (value) return <ReportPage report={value} />;
  return answer.kind === 'failed' ? <AskTrouble error={answer.error} onAgain={again} /> : <LoadingReport />;
}

function LoadingReport() {
  return (
    <div className="report-scroll" aria-hidden="true">
      <div className="report-page">
        <Skeleton className="line" />
        <Skeleton className="line" />
        <Skeleton className="plot" />
      </div>
    </div>
  );
}
