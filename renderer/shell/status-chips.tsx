/** Camera, engine, disk and MES in the header, with the facts behind each. */
import type { ReactNode } from 'react';
import { may } from '../../main/api/who.ts';
import { useLive } from '../live/live-context.ts';
import { useIsAllowed } from '../session/who-store.ts';
import { Skeleton } from '../ui/card.tsx';
import { told } from '../words/told.ts';
import type { Words } from '../words/use-words.ts';
import { useWords } from '../words/use-words.ts';
import { Chip } from './chip.tsx';
import { cameraChip, diskChip, engineChip, mesChip } from './chip-words.ts';
import { go } from './place.ts';

type Fact = readonly [label: string, value: ReactNode];

export function StatusChips() {
  const { t } = useWords();
  const isLoading = useLive((state) => state.status === null);
  return (
    <ul className="chips" aria-label={t('header.status')}>
      {isLoading ? (
        ['camera', 'engine', 'disk', 'mes'].map((name) => (
          <li key={name}>
            <Skeleton className="chip-skeleton" />
          </li>
        ))
      ) : (
        <>
          <CameraChip />
          <EngineChip />
          <DiskChip />
          <MesChip />
        </>
      )}
    </ul>
  );
}

function CameraChip() {
  const words = useWords();
  const { t, numbers } = words;
  const status = useLive((state) => state.status, sameOf('camera'));
  if (!status) return null;
  const { camera } = status;
  const facts: Fact[] = [
    [t('fact.name'), told(t, numbers, camera.name)],
    [t('fact.kind'), camera.kind],
    [t('fact.rate'), numbers.fixed(camera.fps, 1)],
    [t('fact.complete'), numbers.count(camera.frames.complete)],
    [t('fact.incomplete'), numbers.count(camera.frames.incomplete)],
    [t('fact.lost'), numbers.count(camera.frames.lost)],
    [t('fact.overwritten'), numbers.count(camera.frames.overwritten)],
    ...detailFacts(words, camera.detail, camera.remedy),
  ];
  return (
    <li>
      <Chip name="camera" short={t('chip.camera')} words={cameraChip(status, t, numbers)} facts={facts} />
    </li>
  );
}

function EngineChip() {
  const words = useWords();
  const { t, numbers } = words;
  const status = useLive((state) => state.status, sameOf('engine'));
  if (!status) return null;
  const { engine } = status;
  const facts: Fact[] = [
    [t('fact.provider'), told(t, numbers, engine.provider)],
    [t('fact.why'), told(t, numbers, engine.providerReason)],
    [t('fact.threads'), numbers.count(engine.threads)],
    [
      t('fact.runTime'),
      engine.runMsP50 === null ? t('fact.unknown') : t('fact.ms', { value: numbers.fixed(engine.runMsP50, 1) }),
    ],
    [t('fact.restarts'), numbers.count(engine.restarts)],
    ...detailFacts(words, engine.detail, null),
  ];
  return (
    <li>
      <Chip name="engine" short={t('chip.engine')} words={engineChip(status, t, numbers)} facts={facts} />
    </li>
  );
}

function DiskChip() {
  const words = useWords();
  const { t, numbers } = words;
  const status = useLive((state) => state.status, sameOf('store'));
  if (!status) return null;
  const { store } = status;
  const days = store.daysLeft === null ? t('fact.unknown') : t('fact.days', { count: Math.floor(store.daysLeft) });
  const facts: Fact[] = [
    [t('fact.free'), numbers.bytes(store.diskFreeBytes)],
    [t('fact.lasts'), days],
    [t('fact.waiting'), numbers.count(store.waiting)],
    [t('fact.skipped'), numbers.count(store.picturesSkipped)],
    ...detailFacts(words, store.detail, null),
  ];
  return (
    <li>
      <Chip name="disk" short={t('chip.disk')} words={diskChip(status, t, numbers)} facts={facts} />
    </li>
  );
}

function MesChip() {
  const { t, numbers } = useWords();
  const status = useLive((state) => state.status, sameOf('sync', 30_000));
  const maySee = useIsAllowed(may.inspect);
  if (!status) return null;
  const words = mesChip(status, t, numbers);
  const facts: Fact[] = [
    [t('fact.state'), words.text],
    [t('fact.toSend'), numbers.count(status.sync.waiting)],
    [t('fact.parked'), numbers.count(status.sync.parked ?? 0)],
  ];
  return (
    <li>
      <Chip
        name="mes"
        short={t('chip.mes')}
        words={words}
        facts={facts}
        leadsTo={
          maySee ? (
            <button type="button" className="key-button chip-way" onClick={() => go('health', 'sync')}>
              {t('sync.chipOpen')}
            </button>
          ) : null
        }
      />
    </li>
  );
}

function detailFacts({ t, numbers }: Words, detail: string | null, remedy: string | null): readonly Fact[] {
  return [
    ...(detail === null ? [] : [[t('fact.detail'), told(t, numbers, detail)] as const]),
    ...(remedy === null ? [] : [[t('fact.remedy'), told(t, numbers, remedy)] as const]),
  ];
}

type Status = Parameters<typeof cameraChip>[0];

/** The same as long as this part of the status is (and, for words with an age, so long that it makes no difference). */
function sameOf(part: 'camera' | 'engine' | 'store' | 'sync', forMs = Number.POSITIVE_INFINITY) {
  return (before: Status | null, now: Status | null): boolean => {
    if (!before || !now) return before === now;
    return now.at - before.at < forMs && JSON.stringify(before[part]) === JSON.stringify(now[part]);
  };
}
