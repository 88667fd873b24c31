/** Why something could not be done, and what to do about it. */
import type { Deed } from '../connection/use-deed.ts';
import { told } from '../words/told.ts';
import { useWords } from '../words/use-words.ts';

export function DeedTrouble({ deed }: { readonly deed: Deed<unknown> }) {
  const { t, numbers } = useWords();
  if (deed.kind !== 'failed') return null;
  const { message, remedy } = deed.error;
  return (
    <p className="field-trouble" role="alert">
      {told(t, numbers, message)}
      {remedy === undefined ? null : ` ${told(t, numbers, remedy)}`}
    </p>
  );
}
