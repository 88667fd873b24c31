/** Joins this screen to buttons and scanners, wherever it is: it draws nothing but a note of what was scanned. */
import { useEffect, useRef, useState } from 'react';
import type { Binding } from '../../main/api/slices/devices.ts';
import { useCall, useClient, useStationEvent } from '../connection/use-station.ts';
import { isField } from '../ui/use-keys.ts';
import { actions } from './actions.ts';
import { listenToKeyboard } from './keyboard.ts';
import { learner } from './learner.ts';
import { ScanNote, type ScanNoteWords } from './scan-note.tsx';
import { giveScan } from './scans.ts';

export function DeviceSources() {
  const call = useCall();
  const keys = useRef<readonly Binding[]>([]);
  const [note, setNote] = useState<ScanNoteWords | null>(null);
  useKeyBindings((bindings) => {
    keys.current = bindings;
  });
  useStationEvent('devices.pressed', ({ action }) => void actions.press(action));
  useStationEvent('devices.scanned', ({ code }) => {
    if (!giveScan({ code, by: 'station' })) setNote({ code, became: 'serial' });
  });
  const typed = useRef<(code: string, intoField: boolean) => void>(() => undefined);
  useEffect(() => {
    typed.current = (code, intoField) => {
      if (giveScan({ code, by: 'typed' })) {
        setNote(intoField ? { code, became: 'taken' } : null);
        return;
      }
      // The station tells it to every screen, this one included.
      call('devices.typed', { code }).then(
        () => intoField && setNote({ code, became: 'serial-not-text' }),
        () => setNote({ code, became: 'nothing' }),
      );
    };
  });
  useEffect(
    () =>
      listenToKeyboard({
        onCode: (code, intoField) => typed.current(code, intoField),
        onKey: (event) => {
          const binding = keys.current.find(({ signal }) => signal === event.code);
          const isText = event.key.length === 1 && isField(event.target);
          if (!binding || isText || event.ctrlKey || event.altKey || event.metaKey) return false;
          if (!event.repeat) actions.press(binding.action);
          return true;
        },
        onLearn: (event) => learner.hear(event),
      }),
    [],
  );
  return <ScanNote note={note} onGone={() => setNote(null)} />;
}

/** What the keys of this station's pedals do: asked for once for each connection, then told. */
function useKeyBindings(onBindings: (bindings: readonly Binding[]) => void): void {
  const client = useClient();
  const latest = useRef(onBindings);
  useStationEvent('devices.keys', (bindings) => latest.current(bindings));
  useEffect(() => {
    client?.call('devices.keys', {}).then(
      (bindings) => latest.current(bindings),
      // A desk before its sign-in, or a link that has just ended: no keys until there is another one.
      () => latest.current([]),
    );
  }, [client]);
}
