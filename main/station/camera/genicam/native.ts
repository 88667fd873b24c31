/** C libraries through koffi: loading them, GLib's errors, and calls that may block on a thread of libuv's pool. */
import koffi, { type KoffiFunc, type LibraryHandle } from 'koffi';
import { type ErrorCode, StationError } from '../../../api/errors.ts';

/** An address in C. */
export type Pointer = bigint;

/** @returns the first of the libraries that is installed, or null. */
export function loadFirst(names: readonly string[]): LibraryHandle | null {
  for (const name of names) {
    try {
      return koffi.load(name);
    } catch (thrown) {
      if (
        !(thrown instanceof Error) ||
        !/cannot open|no such file|not found|could not|failed to load/i.test(thrown.message)
      ) {
        throw thrown;
      }
    }
  }
  return null;
}

/** A function that returns at once. `Signature` has to say what `definition` says. */
export function native<Signature extends (...args: never[]) => unknown>(
  library: LibraryHandle,
  definition: string,
): Signature {
  return library.func(definition) as KoffiFunc<(...args: unknown[]) => unknown> as unknown as Signature;
}

/**
 * A function that talks to a device and may take seconds; its last C argument is `GError **error`.
 * The promise rejects with a StationError in the device's own words.
 */
export function deviceCall<Args extends unknown[], Result>(
  library: LibraryHandle,
  definition: string,
  takeError: TakeError,
): (...args: Args) => Promise<Result> {
  const call = library.func(definition);
  return (...args) =>
    new Promise<Result>((resolve, reject) => {
      const error: [Pointer | null] = [null];
      call.async(...args, error, (failure: unknown, result: Result) => {
        const told = failure ?? takeError(error[0]);
        if (told) reject(told);
        else resolve(result);
      });
    });
}

export type TakeError = (error: Pointer | null) => StationError | null;

/** ArvDeviceError: what went wrong between the host and the device, not with a value. */
const deviceErrors: Readonly<Record<number, ErrorCode>> = {
  2: 'connection-lost',
  4: 'connection-lost',
  5: 'connection-lost',
  6: 'unavailable',
  10: 'conflict',
};

/** Makes a StationError of a GError and frees it. */
export function errorTaker(glib: LibraryHandle): TakeError {
  const shape = koffi.struct({ domain: 'uint32', code: 'int', message: 'const char *' });
  const free = native<(error: Pointer) => void>(glib, 'void g_error_free(void *error)');
  const domainName = native<(domain: number) => string | null>(glib, 'const char *g_quark_to_string(uint32 domain)');
  return (error) => {
    if (!error) return null;
    const { domain, code, message } = koffi.decode(error, shape) as { domain: number; code: number; message: string };
    const isDevice = domainName(domain) === 'arv-device-error-quark';
    free(error);
    return new StationError((isDevice ? deviceErrors[code] : undefined) ?? 'bad-input', message);
  };
}
