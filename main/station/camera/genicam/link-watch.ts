/**
 * When does silence of a camera mean that the link is lost? Never by itself: a stopped line is silent too. So a silent
 * camera is asked something, and only one that does not answer is gone; one that answers and sends nothing while it
 * should run free is started anew after a while.
 */
export type LinkAction = 'none' | 'ask' | 'gone' | 'start-anew';

const shortestSilenceMs = 1000;
const periodsOfSilence = 20;
const triggeredSilenceMs = 2000;
/** A camera that is there answers within milliseconds; its library goes on asking for several seconds. */
const answerWithinMs = 1500;
/** A free-running camera that answered so often and sent nothing has lost its settings or its way to us. */
const fruitlessAnswers = 3;

export class LinkWatch {
  private readonly silenceMs: number;
  private readonly isFreeRunning: boolean;
  private heardMs: number;
  private askedMs: number | null = null;
  private answers = 0;

  /** @param framesPerSecond null where frames come with triggers only. */
  constructor(framesPerSecond: number | null, nowMs: number) {
    this.isFreeRunning = framesPerSecond !== null;
    this.silenceMs =
      framesPerSecond === null
        ? triggeredSilenceMs
        : Math.max(shortestSilenceMs, (periodsOfSilence * 1000) / framesPerSecond);
    this.heardMs = nowMs;
  }

  frameCame(nowMs: number): void {
    this.heardMs = nowMs;
    this.answers = 0;
  }

  /** The camera answered what it was asked. */
  answered(nowMs: number): void {
    this.heardMs = nowMs;
    this.askedMs = null;
    this.answers += 1;
  }

  /** `ask` is returned once; call `answered` when the answer is there. */
  check(nowMs: number): LinkAction {
    if (this.askedMs !== null) return nowMs - this.askedMs > answerWithinMs ? 'gone' : 'none';
    if (nowMs - this.heardMs < this.silenceMs) return 'none';
    if (this.isFreeRunning && this.answers >= fruitlessAnswers) return 'start-anew';
    this.askedMs = nowMs;
    return 'ask';
  }
}
