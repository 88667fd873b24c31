/**
 * A regular expression that gives up. JSONata's time limit is looked at between its steps; `(a+)+$` on a long text is one
 * step that takes years, and would hold up every target.
 */
import { createContext, Script } from 'node:vm';
import { MappingError } from './mapping-error.ts';

const longestMs = 250;
/** Only code that runs in a context can be stopped; a search is one step of ours, so one context does for all. */
const room: { find: () => void } = { find: () => undefined };
const context = createContext(room);
const search = new Script('find()');

export class BoundedRegExp extends RegExp {
  /** @throws MappingError when the search takes too long. */
  override exec(text: string): RegExpExecArray | null {
    let found: RegExpExecArray | null = null;
    room.find = () => {
      found = super.exec(text);
    };
    try {
      search.runInContext(context, { timeout: longestMs });
    } catch (cause) {
      throw new MappingError(`the pattern /${this.source}/ takes too long on a text of ${text.length} characters`, {
        cause,
      });
    }
    return found;
  }
}
