/** May this unit be inspected? CFX's question and its answer, word for word as the standard has them. */
import { v7 } from 'uuid';
import { z } from 'zod';
import type { AnswerBook } from '../answers.ts';
import type { CfxMessage } from './read-cfx.ts';

export const questionName = 'CFX.InformationSystem.UnitValidation.ValidateUnitsRequest';
const answerName = 'CFX.InformationSystem.UnitValidation.ValidateUnitsResponse';
const questionSchema = z.object({ PrimaryIdentifier: z.string() });

/** @param handle the stand-in's own. @throws z.ZodError when it names no unit */
export function answerTo(question: CfxMessage, answers: AnswerBook, handle: string): object {
  const serial = questionSchema.parse(question.MessageBody).PrimaryIdentifier;
  const { isReleased, reason } = answers.answer(serial);
  const verdict = {
    ...{ UniqueIdentifier: serial, Result: isReleased ? 'Passed' : 'Failed' },
    ...{ FailureCode: isReleased ? 0 : 1, Message: reason ?? (isReleased ? 'OK' : null) },
  };
  return {
    ...{ MessageName: answerName, Version: '2.1', TimeStamp: new Date().toISOString(), UniqueID: v7() },
    ...{ Source: handle, Target: question.Source, RequestID: question.RequestID ?? question.UniqueID },
    MessageBody: {
      $type: `${answerName}, CFX`,
      Result: { Result: 'Success', ResultCode: 0, Message: null },
      PrimaryResult: { ...verdict, PositionNumber: 0 },
      ValidationResults: [{ ...verdict, PositionNumber: 1 }],
    },
  };
}
