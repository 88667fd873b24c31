/** The actions as buttons, each with its key; for a button that has one already, what it does. */
import { type DeviceAction, deviceActions } from '../../../main/api/slices/devices.ts';
import { KeyButton } from '../../ui/key-button.tsx';
import { useKeys } from '../../ui/use-keys.ts';
import { useWords } from '../../words/use-words.ts';

/** D, L and M belong to the settings, on every screen. */
const keyOf: Readonly<Record<DeviceAction, string>> = {
  good: 'G',
  defect: 'F',
  'not-sure': 'N',
  undo: 'U',
  'next-picture': 'X',
  regions: 'R',
  golden: 'C',
  acknowledge: 'A',
  'hold-picture': 'H',
};

export interface ActionChoiceProps {
  /** What the signal does already. */
  readonly taken: DeviceAction | null;
  readonly onChoose: (action: DeviceAction) => void;
  readonly onTakeAway: () => void;
  readonly onAnother: () => void;
}

export function ActionChoice({ taken, onChoose, onTakeAway, onAnother }: ActionChoiceProps) {
  const { t } = useWords();
  const choices = Object.fromEntries(
    deviceActions.map((action) => [keyOf[action].toLowerCase(), () => onChoose(action)]),
  );
  useKeys({ ...(taken === null ? choices : { w: onTakeAway }), o: onAnother });
  return (
    <>
      <p>{taken === null ? t('learn.choose') : t('learn.taken', { action: t(`action.${taken}`) })}</p>
      <div className="learn-actions">
        {taken === null
          ? deviceActions.map((action) => (
              <KeyButton key={action} keyName={keyOf[action]} shortcut={keyOf[action]} onPress={() => onChoose(action)}>
                {t(`action.${action}`)}
              </KeyButton>
            ))
          : null}
        {taken === null ? null : (
          <KeyButton keyName="W" shortcut="W" onPress={onTakeAway}>
            {t('learn.takeAway')}
          </KeyButton>
        )}
        <KeyButton keyName="O" shortcut="O" onPress={onAnother}>
          {t('learn.again')}
        </KeyButton>
      </div>
    </>
  );
}
