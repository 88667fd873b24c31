/** The administrator gives somebody a PIN; they can change it themselves afterwards. */
import type { Person } from '../../main/api/slices/people.ts';
import { NewPin } from '../session/new-pin.tsx';
import { Sheet } from '../ui/sheet.tsx';
import { told } from '../words/told.ts';
import { useWords } from '../words/use-words.ts';
import { useDeed } from './use-deed.ts';

export interface PersonSheetProps {
  readonly person: Person;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

export function PinSheet({ person, onClose, onDone }: PersonSheetProps) {
  const { t, numbers } = useWords();
  const { deed, perform } = useDeed();
  return (
    <Sheet label={t('first.pin', { name: person.name })} onClose={onClose}>
      <NewPin
        title={t('first.pin', { name: person.name })}
        isBusy={deed.state === 'asking'}
        refusal={deed.state === 'failed' ? told(t, numbers, deed.error.message) : null}
        doneWord={t('people.givePin')}
        onDone={(pin) => perform((call) => call('people.setPin', { person: person.id, pin }), onDone)}
        onBack={onClose}
      />
    </Sheet>
  );
}
