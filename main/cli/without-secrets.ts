/** A configuration as it may leave the house: whatever is named like a secret, and passwords inside addresses, removed. */

const secretName = /passw|secret|token|credential|private|api_?key|^key$|^pin$/i;
const userInAddress = /(\w+:\/\/)[^/@\s]+@/g;
export const removed = '(removed)';

export function withoutSecrets(value: unknown): unknown {
  if (typeof value === 'string') return value.replace(userInAddress, `$1${removed}@`);
  if (Array.isArray(value)) return value.map(withoutSecrets);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]: [string, unknown]) => [
      key,
      secretName.test(key) ? removed : withoutSecrets(inner),
    ]),
  );
}
