/** Pulls previews as a screen does, one after another, and counts them. */
import type { Client } from '../../main/api/client.ts';
import { StationError } from '../../main/api/errors.ts';

export class PreviewPuller {
  private pictures = 0;
  private startedMs = performance.now();

  constructor(client: Client) {
    void this.pull(client);
  }

  restart(): void {
    this.pictures = 0;
    this.startedMs = performance.now();
  }

  framesPerSecond(): number {
    return (1000 * this.pictures) / (performance.now() - this.startedMs);
  }

  private async pull(client: Client): Promise<void> {
    let after = 0;
    for (;;) {
      try {
        after = (await client.callBinary('live.preview', { after })).output.sequence;
        this.pictures += 1;
      } catch (thrown) {
        const code = thrown instanceof StationError ? thrown.code : null;
        if (code === 'connection-lost') return;
        if (code !== 'timeout') throw thrown;
      }
    }
  }
}
