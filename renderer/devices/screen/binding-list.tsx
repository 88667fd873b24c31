/** What each button does. */
import type { Binding, DevicesState } from '../../../main/api/slices/devices.ts';
import { Key, letGo } from '../../ui/key-button.tsx';
import { useWords } from '../../words/use-words.ts';
import { deviceName, signalName } from './device-words.ts';

export interface BindingListProps {
  readonly state: DevicesState;
  readonly onTakeAway: (binding: Pick<Binding, 'device' | 'signal'>) => void;
}

export function BindingList({ state, onTakeAway }: BindingListProps) {
  const { t } = useWords();
  if (state.bindings.length === 0) return <p className="device-nothing muted">{t('learn.noneYet')}</p>;
  return (
    <ul className="binding-rows" aria-label={t('learn.bindings')}>
      {state.bindings.map(({ device, signal, action }) => (
        <li key={`${device} ${signal}`} className="binding-row">
          <span className="binding-device">{deviceName(t, device, state.devices)}</span>
          <Key name={signalName({ device, signal })} />
          <strong>{t(`action.${action}`)}</strong>
          <button
            type="button"
            className="key-button"
            onClick={(event) => {
              letGo(event);
              onTakeAway({ device, signal });
            }}
          >
            {t('learn.takeAway')}
          </button>
        </li>
      ))}
    </ul>
  );
}
