/** What a person's name, PIN and badge may be; both ends of the API hold to it. */
import { z } from 'zod';

export const nameMaxLength = 60;
export const pinLengths = { min: 4, max: 12 } as const;
export const badgeLengths = { min: 4, max: 128 } as const;

/**
 * A name as people read it: in one form of Unicode, single spaces, nothing that is invisible, turns the direction of
 * writing or begins a new line.
 */
export const personNameSchema = z
  .string()
  .max(10 * nameMaxLength, 'a name is not that long')
  .refine((name) => !/[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Cn}\p{Zl}\p{Zp}]/u.test(name), 'a name has no control characters')
  .transform((name) => name.normalize('NFC').replace(/\s+/gu, ' ').trim())
  .pipe(z.string().min(1, 'a name is needed').max(nameMaxLength, `a name has at most ${nameMaxLength} letters`));

/** What makes a PIN too easy to guess, or none at all. */
export const pinFaults = ['digits', 'length', 'same', 'run'] as const;
export type PinFault = (typeof pinFaults)[number];

/** Null: it may be somebody's PIN. */
export function pinFault(pin: string): PinFault | null {
  if (!/^[0-9]*$/.test(pin)) return 'digits';
  if (pin.length < pinLengths.min || pin.length > pinLengths.max) return 'length';
  const steps = [...pin].slice(1).map((digit, index) => (Number(digit) - Number(pin[index]) + 10) % 10);
  if (steps.every((step) => step === 0)) return 'same';
  return steps.every((step) => step === 1) || steps.every((step) => step === 9) ? 'run' : null;
}

const pinFaultSays: Readonly<Record<PinFault, string>> = {
  digits: 'a PIN has digits only',
  length: `a PIN has ${pinLengths.min} to ${pinLengths.max} digits`,
  same: 'a PIN is not one digit again and again',
  run: 'a PIN does not count up or down',
};

/** A PIN that somebody chooses. */
export const newPinSchema = z.string().superRefine((pin, context) => {
  const fault = pinFault(pin);
  if (fault) context.addIssue({ code: 'custom', message: pinFaultSays[fault] });
});

/** A PIN that somebody tries: a wrong one is refused as wrong, however it looks. */
export const triedPinSchema = z.string().max(64);

/** What a badge says. */
export const badgeSchema = z
  .string()
  .max(badgeLengths.max, `a badge says at most ${badgeLengths.max} characters`)
  .transform((text) => text.trim())
  .pipe(
    z
      .string()
      .min(badgeLengths.min, `a badge says at least ${badgeLengths.min} characters`)
      .regex(/^[\x20-\x7e]*$/, 'a badge says plain letters and digits'),
  );
