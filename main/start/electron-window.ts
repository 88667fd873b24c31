/** Runs Electron and watches it start; what it says over the channel decides whether the service host takes over. */
import { type ChildProcess, spawn } from 'node:child_process';
import { fromElectronSchema } from '../host/from-electron.ts';
import { rootFolder } from '../host/paths.ts';

const startWithinMs = 15_000;
const endSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

export type WindowEnd =
  /** It ran and ended, or was told to end before its window was there. */
  | { readonly kind: 'ended'; readonly code: number }
  /** The station itself cannot start: another host would fail alike. */
  | { readonly kind: 'refused'; readonly message: string; readonly remedy: string | undefined }
  /** Electron did not come up. */
  | { readonly kind: 'no-window'; readonly why: string };

export interface ElectronRun {
  readonly binary: string;
  readonly args: readonly string[];
  readonly isRoot: boolean;
  readonly withinMs?: number;
}

export function runElectron({ binary, args, isRoot, withinMs = startWithinMs }: ElectronRun): Promise<WindowEnd> {
  // Chromium's sandbox refuses to start as root; only somebody who insists on Electron gets here as root.
  const flags = isRoot ? ['--no-sandbox'] : [];
  const child = spawn(binary, [...flags, rootFolder, ...args], { stdio: ['inherit', 'inherit', 'inherit', 'ipc'] });
  const signals = passSignalsOn(child);
  const end = new Promise<WindowEnd>((resolve) => {
    let isUp = false;
    // Whoever was told to end must not come back as another host.
    const noWindow = (why: string, code: number | null = null): WindowEnd =>
      signals.hasAsked() ? { kind: 'ended', code: code ?? 0 } : { kind: 'no-window', why };
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      resolve(noWindow(`no window within ${withinMs / 1000} s`));
    }, withinMs);
    child.on('message', (message) => {
      const said = fromElectronSchema.safeParse(message);
      if (!said.success) return;
      clearTimeout(timer);
      isUp = true;
      if (said.data.sightline === 'refused') {
        resolve({ kind: 'refused', message: said.data.message, remedy: said.data.remedy });
      }
    });
    child.once('error', (error) => {
      clearTimeout(timer);
      resolve(noWindow(error.message));
    });
    child.once('exit', (code, signal) => {
      clearTimeout(timer);
      if (isUp) resolve({ kind: 'ended', code: code ?? 1 });
      else resolve(noWindow(signal ? `it was ended by ${signal}` : `it ended with code ${code}`, code));
    });
  });
  // The service host that may follow hears signals by itself.
  return end.finally(signals.stop);
}

interface Signals {
  /** Somebody wanted it to end. */
  hasAsked(): boolean;
  stop(): void;
}

function passSignalsOn(child: ChildProcess): Signals {
  let hasAsked = false;
  const passOn = (signal: NodeJS.Signals): void => {
    hasAsked = true;
    child.kill(signal);
  };
  for (const signal of endSignals) process.on(signal, passOn);
  return {
    hasAsked: () => hasAsked,
    stop: () => {
      for (const signal of endSignals) process.off(signal, passOn);
    },
  };
}
