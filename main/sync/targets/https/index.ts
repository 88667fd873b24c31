/** The target `https`: see `answer.ts` for what goes over the wire. */
import type { TargetType } from '../../transport.ts';
import { ownMapping } from '../own-document.ts';
import type { HttpsConnection } from './dispatcher.ts';
import { HttpsTransport, type Patience } from './https-transport.ts';

/** A receiver that stores 250 records before it answers may take its time; one that says nothing for so long is away. */
const usualPatience: Patience = { answerMs: 30_000, connectMs: 10_000 };

export function createHttpsTarget(patience: Patience): TargetType<HttpsConnection> {
  return {
    connect: (context) => new HttpsTransport(context, patience),
    defaultMapping: ownMapping,
  };
}

export const httpsTarget = createHttpsTarget(usualPatience);
