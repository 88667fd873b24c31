/** What a command's options mean, beyond being text. @throws StationError `bad-input` that names the option. */
import { StationError } from '../api/errors.ts';
import { suggestion } from '../station/config/nearest.ts';

export type OptionValues = Readonly<Record<string, string | true>>;

export interface NumberRange {
  readonly min: number;
  readonly max: number;
  readonly isWhole?: boolean;
}

export function requiredOption(values: OptionValues, name: string, what: string): string {
  const value = values[name];
  if (typeof value === 'string') return value;
  throw new StationError('bad-input', `--${name} ${what} is needed`);
}

export function numberOption(values: OptionValues, name: string, otherwise: number, range: NumberRange): number {
  const text = values[name];
  if (typeof text !== 'string') return otherwise;
  const { min, max, isWhole = false } = range;
  const value = text.trim() === '' ? Number.NaN : Number(text);
  if (value >= min && value <= max && (!isWhole || Number.isInteger(value))) return value;
  const kind = isWhole ? 'a whole number' : 'a number';
  throw new StationError('bad-input', `--${name} ${text}: ${kind} from ${min} to ${max} is needed`);
}

export function choiceOption<T extends string>(values: OptionValues, name: string, choices: readonly T[]): T | null {
  const text = values[name];
  if (typeof text !== 'string') return null;
  const chosen = choices.find((choice) => choice === text);
  if (chosen !== undefined) return chosen;
  throw new StationError('bad-input', `--${name} ${text}: one of ${choices.join(', ')} is needed`, {
    remedy: suggestion(text, choices),
  });
}
