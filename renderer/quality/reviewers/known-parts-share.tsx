/** How often a part with a known answer comes among those that wait: off, or one, two, five in a hundred. */

import { useAnswer } from '../../connection/use-answer.ts';
import { useDeed } from '../../connection/use-deed.ts';
import { useCall } from '../../connection/use-station.ts';
import { KeyButton } from '../../ui/key-button.tsx';
import { useKeys } from '../../ui/use-keys.ts';
import { told } from '../../words/told.ts';
import { useWords } from '../../words/use-words.ts';
import { DeedTrouble } from '../deed-trouble.tsx';

const shares = [
  { share: 0, key: 'N' },
  { share: 0.01, key: 'X' },
  { share: 0.02, key: 'C' },
  { share: 0.05, key: 'V' },
] as const;

export function KnownPartsShare() {
  const { t, numbers } = useWords();
  const call = useCall();
  const { value, again } = useAnswer('review.knownParts', {});
  const { deed, start } = useDeed<unknown>();
  const choose = (share: (typeof shares)[number]['share']): void =>
    start(() => call('review.setKnownParts', { share }), again);
  useKeys(Object.fromEntries(shares.map(({ share, key }) => [key.toLowerCase(), () => choose(share)])));
  if (!value) return null;
  return (
    <div className="side-card known-share">
      <h2>{t('reviewers.knownTitle')}</h2>
      <p className="muted">
        {value.why === null ? t('reviewers.knownAbout', { count: value.available }) : told(t, numbers, value.why)}
      </p>
      <div className="picture-keys-row">
        {shares.map(({ share, key }) => (
          <KeyButton
            key={share}
            keyName={key}
            shortcut={key}
            isPressed={share === value.share}
            isDisabled={value.why !== null && share > 0}
            onPress={() => choose(share)}
          >
            {share === 0 ? t('reviewers.knownOff') : t('reviewers.knownShare', { percent: share * 100 })}
          </KeyButton>
        ))}
      </div>
      <DeedTrouble deed={deed} />
    </div>
  );
}
