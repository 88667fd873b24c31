/** The picture as a whole, or every pixel of it to be pushed about by finger, wheel and arrow keys. */
import { useState } from 'react';
import { KeyButton } from '../ui/key-button.tsx';
import { useKeys } from '../ui/use-keys.ts';
import { useWords } from '../words/use-words.ts';
import { StudyPicture } from './study-picture.tsx';

export interface ZoomableProps {
  readonly id: string;
  readonly onShown?: () => void;
}

export function Zoomable({ id, onShown }: ZoomableProps) {
  const { t } = useWords();
  const [isFull, setFull] = useState(false);
  const toggle = (): void => setFull((before) => !before);
  useKeys({ z: toggle });
  return (
    <div className="study-stage">
      <div className="study-stage-view" data-full={isFull} tabIndex={isFull ? 0 : -1}>
        <StudyPicture
          id={id}
          alt={t('study.pictureLabel')}
          className="study-stage-picture"
          {...(onShown ? { onShown } : {})}
        />
      </div>
      <KeyButton keyName="Z" shortcut="Z" isPressed={isFull} onPress={toggle} className="study-zoom">
        {isFull ? t('study.whole') : t('study.full')}
      </KeyButton>
    </div>
  );
}
