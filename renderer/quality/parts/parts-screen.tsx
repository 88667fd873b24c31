/** Any part, months later: conditions, what was found, and one part's own page. */

import { useMediaQuery } from '@mantine/hooks';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useAnswer } from '../../connection/use-answer.ts';
import { useScan } from '../../devices/scans.ts';
import { AskTrouble } from '../../ui/ask-trouble.tsx';
import { Skeleton } from '../../ui/card.tsx';
import { useKeys } from '../../ui/use-keys.ts';
import { useWords } from '../../words/use-words.ts';
import { PartScreen } from '../part/part-screen.tsx';
import { ConditionChips } from './condition-chips.tsx';
import { shortText } from './conditions-address.ts';
import { FilterPanel } from './filter-panel.tsx';
import { NothingFound } from './nothing-found.tsx';
import { noConditions, type PartConditions } from './part-conditions.ts';
import { PartGrid } from './part-grid.tsx';
import { PartList } from './part-list.tsx';
import { PartCount, PartsActions, TextCondition } from './parts-bar.tsx';
import { useFilter, useFinder } from './use-finder.ts';
import { usePartsView } from './use-parts-view.ts';

const pageStep = 10;
const roomForPanel = '(min-width: 1600px)';

export function PartsScreen() {
  const { t } = useWords();
  const { view, open, replace } = usePartsView();
  const { conditions, look } = view;
  const filter = useFilter(conditions);
  const { pages, want, goOn, again, round } = useFinder(filter);
  const choices = useAnswer('quality.choices', {}).value;
  const [isFilterOpen, setFilterOpen] = useFilterPanel();
  const [chosen, setChosen] = useState(0);
  const columns = useRef(1);
  const search = useRef<HTMLInputElement>(null);
  const serial = useRef<HTMLInputElement>(null);
  const wentIn = useRef(false);
  const parts = pages.kind === 'found' ? pages.parts : [];
  const isPartOpen = view.part !== null;

  // biome-ignore lint/correctness/useExhaustiveDependencies: another search begins at its first part
  useEffect(() => setChosen(0), [JSON.stringify(filter), round]);
  const filterBy = useCallback((next: PartConditions) => open({ conditions: next }), [open]);
  const openAt = (index: number): void => {
    const part = parts[index];
    if (!part) return;
    setChosen(index);
    wentIn.current = true;
    open({ part: part.id });
  };
  const leavePart = (): void => {
    // Back to where the list was, as if the part had never been opened, unless somebody came here by its address.
    if (wentIn.current) window.history.back();
    else replace({ part: null });
    wentIn.current = false;
  };
  const leafTo = (step: -1 | 1): void => {
    const index = parts.findIndex(({ id }) => id === view.part) + step;
    const part = parts[index];
    if (!part || index < 0) return;
    setChosen(index);
    want(index);
    replace({ part: part.id });
  };
  const choose = (index: number): void => setChosen(Math.max(0, Math.min(parts.length - 1, index)));
  const toLook = (): void => open({ look: look === 'grid' ? 'list' : 'grid' });
  const acrossOnly = (step: number): (() => void) | undefined =>
    look === 'grid' ? () => choose(chosen + step) : undefined;
  const line = (): number => (look === 'grid' ? columns.current : 1);
  useKeys(
    {
      ArrowDown: () => choose(chosen + line()),
      ArrowUp: () => choose(chosen - line()),
      ArrowRight: acrossOnly(1),
      ArrowLeft: acrossOnly(-1),
      PageDown: () => choose(chosen + pageStep * line()),
      PageUp: () => choose(chosen - pageStep * line()),
      Home: () => choose(0),
      End: () => choose(parts.length - 1),
      Enter: () => openAt(chosen),
      '/': () => search.current?.select(),
      n: () => serial.current?.select(),
      x: () => filterBy(noConditions),
      g: toLook,
      r: again,
      f: () => setFilterOpen(!isFilterOpen),
      Escape: () => setFilterOpen(false),
    },
    !isPartOpen,
  );
  useScan(({ code }) => open({ conditions: { ...noConditions, serial: shortText(code) }, part: null }));

  const shown = { parts, chosen, conditions, choices, onWant: want, onGoOn: goOn, onOpen: openAt, onChange: filterBy };
  return (
    <section className="desk parts" data-look={look} data-filters={isFilterOpen}>
      <div className="parts-all" inert={isPartOpen}>
        <div className="parts-bar">
          <TextCondition
            name="text"
            label={t('parts.text')}
            value={conditions.text}
            keyName="/"
            field={search}
            onChange={(text) => replace({ conditions: { ...conditions, text } })}
            onLeave={() => search.current?.blur()}
          />
          <TextCondition
            name="serial"
            label={t('parts.serial')}
            value={conditions.serial}
            keyName="N"
            field={serial}
            onChange={(text) => replace({ conditions: { ...conditions, serial: text } })}
            onLeave={() => serial.current?.blur()}
          />
          <PartCount filter={filter} />
          <PartsActions
            filter={filter}
            look={look}
            isFilterOpen={isFilterOpen}
            onLook={toLook}
            onFilters={() => setFilterOpen(!isFilterOpen)}
            onAgain={again}
          />
        </div>
        <ConditionChips conditions={conditions} choices={choices} onChange={filterBy} />
        <div className="parts-body">
          {isFilterOpen ? <FilterPanel conditions={conditions} choices={choices} onChange={filterBy} /> : null}
          {pages.kind === 'loading' ? <LoadingParts /> : null}
          {pages.kind === 'failed' ? <AskTrouble error={pages.error} onAgain={goOn} /> : null}
          {pages.kind === 'found' && parts.length === 0 ? (
            <NothingFound
              conditions={conditions}
              tail={pages.tail}
              onGoOn={goOn}
              onRemoveAll={() => filterBy(noConditions)}
            />
          ) : null}
          {pages.kind === 'found' && parts.length > 0 && look === 'list' ? (
            <PartList {...shown} tail={pages.tail} />
          ) : null}
          {pages.kind === 'found' && parts.length > 0 && look === 'grid' ? (
            <PartGrid {...shown} tail={pages.tail} columns={columns} />
          ) : null}
        </div>
      </div>
      {view.part !== null ? <PartScreen key={view.part} id={view.part} onBack={leavePart} onLeaf={leafTo} /> : null}
    </section>
  );
}

/** Where there is room it stands open. */
function useFilterPanel(): readonly [boolean, (isOpen: boolean) => void] {
  const hasRoom = useMediaQuery(roomForPanel, undefined, { getInitialValueInEffect: false });
  const [chosen, setChosen] = useState<boolean | null>(null);
  return [chosen ?? hasRoom, setChosen];
}

function LoadingParts() {
  return (
    <div className="part-list" aria-hidden="true">
      {Array.from({ length: 12 }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: these stand for nothing yet
        <p key={index} className="part-row waiting">
          <Skeleton className="line" />
        </p>
      ))}
    </div>
  );
}
