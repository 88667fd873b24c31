/**
 * sharp's native library must not be loaded into Electron on Linux: Electron brings the system's GLib along, sharp's
 * libvips its own, and the two mix (measured: a flood of GLib errors at each picture; on newer systems it crashes,
 * lovell/sharp #4522, #4525). sharp falls back to its WebAssembly build when the native one is not found, so that is
 * what this makes it believe. Measured at 1130 × 460 RGB: JPEG 18 ms instead of 6 ms.
 *
 * The first import of every bundle (`main/start/build.ts`); under Node it does nothing.
 */
import Module, { createRequire } from 'node:module';

interface Resolving {
  _resolveFilename(request: string, ...rest: unknown[]): string;
}

if (process.versions['electron'] && process.platform === 'linux' && hasWebAssemblyBuild()) {
  // Node's own seam for this (`registerHooks`) came later than the oldest Electron that we run under.
  const loader = Module as unknown as Resolving;
  const resolve = loader._resolveFilename;
  loader._resolveFilename = function (request, ...rest) {
    if (request.startsWith('@img/sharp-linux')) {
      throw Object.assign(new Error(`${request} is not for Electron on Linux`), { code: 'MODULE_NOT_FOUND' });
    }
    return resolve.call(this, request, ...rest);
  };
}

function hasWebAssemblyBuild(): boolean {
  try {
    createRequire(import.meta.url).resolve('@img/sharp-wasm32/sharp.node');
    return true;
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'MODULE_NOT_FOUND') return false;
    throw thrown;
  }
}
