/**
 * Asks a question over MQTT 5 and waits for its answer: the request names a topic for the answer, and data by which the
 * answer is known (MQTT 5.0, 4.10).
 */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { describeIssues } from '../../../api/errors.ts';
import { say } from '../../../api/said/say.ts';
import { type MesAnswer, mesAnswerSchema } from '../../../api/slices/sync.ts';
import { TargetTrouble } from '../../transport.ts';
import { noSubscribers, outcomeOf } from './reason-codes.ts';
import type { MqttSession, Received } from './session.ts';
import { levelOf } from './topic.ts';

/** What a receiver may leave out is null. */
const answerSchema = z.object({
  ...mesAnswerSchema.shape,
  reason: mesAnswerSchema.shape.reason.default(null),
  workOrder: mesAnswerSchema.shape.workOrder.default(null),
  recipe: mesAnswerSchema.shape.recipe.default(null),
});

interface Waiting {
  readonly topic: string;
  readonly resolve: (answer: MesAnswer) => void;
  readonly reject: (trouble: TargetTrouble) => void;
}

export class Asking {
  private readonly clientId: string;
  private readonly waiting = new Map<string, Waiting>();
  /** Each session has to subscribe anew. */
  private readonly subscribed = new WeakMap<MqttSession, Promise<void>>();

  constructor(clientId: string) {
    this.clientId = clientId;
  }

  /** @throws TargetTrouble without an answer */
  async ask(session: MqttSession, topic: string, question: Buffer, signal: AbortSignal): Promise<MesAnswer> {
    const responseTopic = `${topic}/answer/${levelOf(this.clientId)}`;
    const late = (): TargetTrouble => new TargetTrouble('away', say('mqttAskLate', { topic }));
    const id = randomUUID();
    return new Promise<MesAnswer>((resolve, reject) => {
      const settle = (outcome: () => void): void => {
        this.waiting.delete(id);
        signal.removeEventListener('abort', aborted);
        outcome();
      };
      const aborted = (): void => settle(() => reject(late()));
      signal.addEventListener('abort', aborted, { once: true });
      if (signal.aborted) {
        aborted();
        return;
      }
      this.waiting.set(id, {
        topic,
        resolve: (answer) => settle(() => resolve(answer)),
        reject: (trouble) => settle(() => reject(trouble)),
      });
      this.post(session, topic, responseTopic, question, id).catch((thrown: unknown) => settle(() => reject(thrown)));
    });
  }

  hear({ payload, correlation, topic: from }: Received): void {
    // An answer to a question that nobody waits for any more, or to somebody else's.
    const waiting = correlation && this.waiting.get(correlation.toString());
    if (!waiting) return;
    const unreadable = (why: string): void =>
      waiting.reject(new TargetTrouble('broken', say('mqttAskGarbage', { topic: from, why })));
    const answer = answerSchema.safeParse(jsonOf(payload));
    if (answer.success) waiting.resolve(answer.data);
    else unreadable(describeIssues(answer.error));
  }

  end(trouble: TargetTrouble): void {
    for (const { reject } of this.waiting.values()) reject(trouble);
  }

  private async post(
    session: MqttSession,
    topic: string,
    responseTopic: string,
    question: Buffer,
    id: string,
  ): Promise<void> {
    const subscribed = this.subscribed.get(session) ?? session.subscribe(responseTopic);
    this.subscribed.set(session, subscribed);
    await subscribed;
    const receipt = await session.publish(topic, question, {
      responseTopic,
      correlationData: Buffer.from(id),
      contentType: 'application/json',
      payloadFormatIndicator: true,
    });
    if (receipt.code === noSubscribers) throw new TargetTrouble('away', say('mqttAskNobody', { topic }));
    const outcome = outcomeOf(receipt, topic, session.speakers);
    if (outcome.as !== 'accepted') throw new TargetTrouble('busy', outcome.reason);
  }
}

function jsonOf(payload: Buffer): unknown {
  try {
    return JSON.parse(payload.toString('utf8'));
  } catch (thrown) {
    // No JSON is no answer; the schema says so.
    if (thrown instanceof SyntaxError) return undefined;
    throw thrown;
  }
}
