/** How far a command has come: one line on stderr that is drawn over and over, and nothing at all where nobody looks. */

export interface ProgressBar {
  advance(n?: number): void;
  /** Wipes the line: what follows starts at its beginning. Idempotent. */
  end(): void;
}

export type ProgressOutput = Pick<NodeJS.WriteStream, 'write' | 'isTTY' | 'columns'>;

const barCells = 24;
/** More often is not seen and costs what is measured meanwhile. */
const redrawMs = 100;

/** @param total steps that `advance` counts up to. */
export function progressBar(label: string, total: number, output: ProgressOutput = process.stderr): ProgressBar {
  if (!output.isTTY) return { advance: () => undefined, end: () => undefined };
  let done = 0;
  let drawnMs = Number.NEGATIVE_INFINITY;
  let isDrawn = false;
  return {
    advance: (n = 1) => {
      done = Math.min(total, done + n);
      const nowMs = performance.now();
      if (nowMs - drawnMs < redrawMs && done < total) return;
      drawnMs = nowMs;
      isDrawn = true;
      output.write(`\r\u001b[K${progressLine(label, done, total).slice(0, (output.columns || 80) - 1)}`);
    },
    end: () => {
      if (isDrawn) output.write('\r\u001b[K');
      isDrawn = false;
    },
  };
}

/** `label  ██████░░░░  12/48` */
export function progressLine(label: string, done: number, total: number): string {
  const filled = total > 0 ? Math.floor((done / total) * barCells) : barCells;
  return `${label}  ${'█'.repeat(filled)}${'░'.repeat(barCells - filled)}  ${done}/${total}`;
}
