/** What the stand-in answers when it is asked whether a unit may be inspected. */
import { z } from 'zod';
import { type MesAnswer, mesAnswerSchema } from '../api/slices/sync.ts';

const { isReleased, reason, workOrder, recipe } = mesAnswerSchema.shape;
const answerSchema = z.strictObject({
  isReleased: isReleased.default(true),
  reason: reason.default(null),
  workOrder: workOrder.default(null),
  recipe: recipe.default(null),
});

export const answersSchema = z.strictObject({
  /** For every serial number that has no answer of its own. */
  otherwise: answerSchema.prefault({}),
  bySerial: z.record(z.string(), answerSchema).default({}),
});
export type Answers = z.output<typeof answersSchema>;

export class AnswerBook {
  private answers: Answers = answersSchema.parse({});
  private asked = 0;

  set(answers: Answers): void {
    this.answers = answers;
  }

  get current(): Answers & { readonly asked: number } {
    return { ...this.answers, asked: this.asked };
  }

  /** A unit that nobody has said anything about is released. */
  answer(serial: string): MesAnswer {
    this.asked += 1;
    const { otherwise, bySerial } = this.answers;
    return (Object.hasOwn(bySerial, serial) ? bySerial[serial] : undefined) ?? otherwise;
  }
}
