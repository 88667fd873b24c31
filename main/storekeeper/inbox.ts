/** Messages from the station's links: parsed one by one, handed to the keeper, acknowledged when they are on disk. */
import { describeIssues, toWireError } from '../api/errors.ts';
import type { Link } from '../station/link/link.ts';
import { partRecordSchema } from '../station/record/record.ts';
import {
  type FromStoreLink,
  pictureResultSchema,
  storeWindow,
  toStoreSchema,
} from '../station/store/store-protocol.ts';
import { type CommandAnswer, type Item, refusalIncident } from './commit-group.ts';
import type { Keeper, Settled } from './keeper.ts';

export type AnswerQuery = (name: string, input: unknown, limitMs: number) => Promise<unknown>;

export function serveLink(link: Link, keeper: Pick<Keeper, 'add'>, answer: AnswerQuery, wallMs: () => number): void {
  const say = (message: FromStoreLink): void => link.send(message);
  const acknowledgements = new Acknowledgements(say);

  let unsettled = 0;
  const add = (item: Item, settled: Settled): void => {
    unsettled += 1;
    keeper.add(item, (refusal) => {
      unsettled -= 1;
      settled(refusal);
    });
  };
  const refuse = (id: string, what: unknown, message: string): void => {
    add({ kind: 'incident', incident: refusalIncident(wallMs(), message, what) }, () =>
      say({ kind: 'refused', id, message }),
    );
  };

  link.onMessage((meta) => {
    const message = toStoreSchema.safeParse(meta);
    if (!message.success) {
      // Whoever speaks like this is not a station of this version; its records stay with it.
      link.close();
      return;
    }
    const said = message.data;
    if (said.kind === 'query') {
      answer(said.name, said.input, said.limitMs).then(
        (output) => say({ kind: 'answer', call: said.call, output }),
        (thrown: unknown) => say({ kind: 'no-answer', call: said.call, error: toWireError(thrown) }),
      );
      return;
    }
    if (unsettled >= storeWindow) {
      // While the disk is full all this would wait here: whoever does not wait for our word is no station of this version.
      link.destroy();
      return;
    }
    if (said.kind === 'command') {
      const { call, name, input } = said;
      const answered = (answer: CommandAnswer): void => {
        unsettled -= 1;
        if (answer.ok) say({ kind: 'answer', call, output: answer.output });
        else say({ kind: 'no-answer', call, error: answer.error });
      };
      unsettled += 1;
      keeper.add({ kind: 'command', name, input, answered });
      return;
    }
    const settled = (refusal: string | null): void => {
      if (refusal === null) acknowledgements.add(said.id);
      else say({ kind: 'refused', id: said.id, message: refusal });
    };
    if (said.kind === 'part') {
      const record = partRecordSchema.safeParse(said.record);
      if (record.success) add({ kind: 'part', record: record.data }, settled);
      else refuse(said.id, said.record, describeIssues(record.error));
    } else {
      const result = pictureResultSchema.safeParse(said.result);
      if (result.success) add({ kind: 'picture', result: result.data }, settled);
      else refuse(said.id, said.result, describeIssues(result.error));
    }
  });
}

/** One message for a whole group: the ids are settled one after the other within one turn. */
class Acknowledgements {
  private ids: string[] = [];
  private readonly say: (message: FromStoreLink) => void;

  constructor(say: (message: FromStoreLink) => void) {
    this.say = say;
  }
  add(id: string): void {
    this.ids.push(id);
    if (this.ids.length === 1) queueMicrotask(() => this.say({ kind: 'committed', ids: this.ids.splice(0) }));
  }
}
