/** Every set of limits that was saved, newest first: what changed, why, by whom; and one that waits for a second person. */
import type { LimitsVersion } from '../../../main/api/slices/quality.ts';
import { useDeed } from '../../connection/use-deed.ts';
import { useCall } from '../../connection/use-station.ts';
import { useWho } from '../../session/who-store.ts';
import { KeyButton } from '../../ui/key-button.tsx';
import { useKeys } from '../../ui/use-keys.ts';
import { VerdictShape } from '../../ui/verdict-shape.tsx';
import { classWord } from '../../words/reason-words.ts';
import { useWords } from '../../words/use-words.ts';
import { DeedTrouble } from '../deed-trouble.tsx';
import { changesOf, type Limits } from './limits.ts';

export interface VersionsProps {
  readonly versions: readonly LimitsVersion[];
  readonly onDecided: () => void;
}

export function Versions({ versions, onDecided }: VersionsProps) {
  const { t } = useWords();
  const waiting = versions.find(({ state }) => state === 'waits-for-second');
  const others = versions.filter((version) => version !== waiting);
  return (
    <>
      {waiting ? <Waiting version={waiting} onDecided={onDecided} /> : null}
      <section className="side-card">
        <h2>{t('whatIf.versions')}</h2>
        {others.length === 0 ? <p className="muted">{t('whatIf.noVersions')}</p> : null}
        <ol className="versions">
          {others.map((version) => (
            <li key={version.id} data-state={version.state}>
              <VersionWords version={version} />
            </li>
          ))}
        </ol>
      </section>
    </>
  );
}

function Waiting({ version, onDecided }: { readonly version: LimitsVersion; readonly onDecided: () => void }) {
  const { t } = useWords();
  const call = useCall();
  const { deed, start } = useDeed<LimitsVersion>();
  const decide = (isApproved: boolean): void =>
    start(() => call('quality.approveLimits', { id: version.id, isApproved }), onDecided);
  const me = useWho()?.person?.name ?? null;
  // The station refuses it too; here nobody is led to try.
  const isOwn = me !== null && me === version.by;
  useKeys({ y: () => decide(true), n: () => decide(false) }, !isOwn);
  return (
    <section className="side-card waiting-version" data-version={version.id}>
      <h2>
        <VerdictShape verdict="review" /> {t('whatIf.waits', { name: version.by ?? t('parts.somebody') })}
      </h2>
      <VersionWords version={version} />
      {isOwn ? (
        <p>{t('whatIf.ownWaits')}</p>
      ) : (
        <div className="judge-buttons">
          <KeyButton keyName="Y" shortcut="Y" className="judge-button" onPress={() => decide(true)}>
            {t('whatIf.approve')}
          </KeyButton>
          <KeyButton keyName="N" shortcut="N" className="judge-button" onPress={() => decide(false)}>
            {t('whatIf.refuse')}
          </KeyButton>
        </div>
      )}
      <DeedTrouble deed={deed} />
    </section>
  );
}

function VersionWords({ version }: { readonly version: LimitsVersion }) {
  const { t, numbers } = useWords();
  const by = version.by ?? t('parts.somebody');
  return (
    <>
      <p className="said-decision">
        <strong>{t(`versionState.${version.state}`)}</strong>
        <span className="muted">
          {by}
          {' · '}
          {numbers.moment(version.at)}
        </span>
      </p>
      {version.approvedBy === null || version.approvedAt === null ? null : (
        <p className="muted">
          {t(version.state === 'refused' ? 'whatIf.refusedBy' : 'whatIf.approvedBy', {
            name: version.approvedBy,
            time: numbers.moment(version.approvedAt),
          })}
        </p>
      )}
      <ul className="limit-changes">
        {changesOf(version.before, version.limits).map((change) => (
          <li key={change.class}>
            <strong>{classWord(t, change.class)}</strong>
            <LimitsWords before={change.before} after={change.after} />
          </li>
        ))}
      </ul>
      <p className="said-comment">{version.reason}</p>
    </>
  );
}

function LimitsWords({ before, after }: { readonly before: Limits | null; readonly after: Limits | null }) {
  const { t, numbers } = useWords();
  const words = (limits: Limits | null): string =>
    limits === null
      ? t('whatIf.noLimits')
      : t('whatIf.limits', {
          passBelow: numbers.fixed(limits.passBelow, 2),
          failAbove: numbers.fixed(limits.failAbove, 2),
        });
  return (
    <span>
      <s className="muted">{words(before)}</s> {words(after)}
    </span>
  );
}
