/** What the stack light shows and why; its lamps can be tried. */
import { type LightColour, type LightStatus, lightColours } from '../../../main/api/slices/devices.ts';
import { Card } from '../../ui/card.tsx';
import { KeyButton } from '../../ui/key-button.tsx';
import { useKeys } from '../../ui/use-keys.ts';
import { useWords } from '../../words/use-words.ts';
import { useDeed } from './use-deed.ts';

const keyOf: Readonly<Record<LightColour, string>> = { red: 'R', amber: 'Y', green: 'G' };

export interface LightCardProps {
  readonly light: LightStatus | null;
  /** Nobody learns: letters are not taken for buttons. */
  readonly isKeyFree: boolean;
}

export function LightCard({ light, isKeyFree }: LightCardProps) {
  const { t } = useWords();
  const { act } = useDeed();
  const tryLamps = (lit: readonly LightColour[]): void => act((call) => call('devices.testLight', { lit: [...lit] }));
  const acknowledge = (): void => act((call) => call('devices.acknowledge', {}));
  const mayAcknowledge = isKeyFree && light?.isBlinking === true && !light.isTest;
  useKeys(
    {
      ...Object.fromEntries(lightColours.map((colour) => [keyOf[colour].toLowerCase(), () => tryLamps([colour])])),
      e: () => tryLamps(lightColours),
      a: mayAcknowledge ? acknowledge : undefined,
    },
    light !== null && isKeyFree,
  );
  return (
    <Card className="device-light" title={t('light.title')}>
      {light === null ? (
        <p className="device-nothing muted">{t('light.none')}</p>
      ) : (
        <>
          <div className="light-now">
            <Tower light={light} />
            <div>
              <p className="light-condition">
                {light.isTest ? t('light.trying') : t(`lightCondition.${light.condition}`)}
              </p>
              <p className="muted">{litWords(t, light)}</p>
              {mayAcknowledge ? (
                <KeyButton keyName="A" shortcut="A" onPress={acknowledge}>
                  {t('light.acknowledge')}
                </KeyButton>
              ) : null}
            </div>
          </div>
          {isKeyFree ? <p className="muted">{t('light.test')}</p> : null}
          {isKeyFree ? (
            <div className="light-tests">
              {lightColours.map((colour) => (
                <KeyButton
                  key={colour}
                  keyName={keyOf[colour]}
                  shortcut={keyOf[colour]}
                  onPress={() => tryLamps([colour])}
                >
                  {t(`lamp.${colour}`)}
                </KeyButton>
              ))}
              <KeyButton keyName="E" shortcut="E" onPress={() => tryLamps(lightColours)}>
                {t('light.all')}
              </KeyButton>
            </div>
          ) : null}
        </>
      )}
    </Card>
  );
}

function litWords(t: ReturnType<typeof useWords>['t'], { lit, isBlinking, isTest, condition }: LightStatus): string {
  if (lit.length === 0) return t('light.dark');
  const colours = lit.map((colour) => t(`lamp.${colour}`)).join(', ');
  if (isTest || condition === 'running') return colours;
  return `${colours}: ${isBlinking ? t('light.blinking') : t('light.steady')}`;
}

/** Lit lamps are filled and have a ring; dark ones are outlines: they stay apart without colour. */
function Tower({ light }: { readonly light: LightStatus }) {
  return (
    <svg viewBox="0 0 56 132" className="tower" aria-hidden="true" data-blinks={light.isBlinking}>
      {lightColours.map((colour, index) => (
        <g key={colour} className={`lamp lamp-${colour}`} data-lit={light.lit.includes(colour)}>
          <rect x="10" y={6 + index * 34} width="36" height="30" rx="5" />
          <path d={`M2 ${14 + index * 34}v14M54 ${14 + index * 34}v14`} />
        </g>
      ))}
      <path d="M22 108h12v16h10v6H12v-6h10z" className="tower-foot" />
    </svg>
  );
}
