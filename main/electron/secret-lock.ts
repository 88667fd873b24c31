/** The operating system's key store through Electron, where it has one that deserves the name. */
import { safeStorage } from 'electron';
import type { SecretLock } from '../station/sync/secret-box.ts';

/** After `ready`. @returns null where there is no key store: on Linux `basic_text` locks with a password that is in every copy of Electron. */
export function electronSecretLock(): SecretLock | null {
  if (!safeStorage.isEncryptionAvailable()) return null;
  if (process.platform === 'linux' && ['basic_text', 'unknown'].includes(safeStorage.getSelectedStorageBackend()))
    return null;
  return {
    kind: 'key-store',
    lock: (plain) => safeStorage.encryptString(plain),
    unlock: (locked) => safeStorage.decryptString(locked),
  };
}
