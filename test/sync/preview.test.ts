import { describe, expect, it } from 'vitest';
import { targetSettingsSchema } from '../../main/api/slices/sync-target.ts';
import { preview } from '../../main/sync/preview.ts';
import type { Render, TargetType } from '../../main/sync/transport.ts';
import { aPartMessage } from '../support/messages.ts';

const settings = (mapping: Record<string, string | null> = {}) =>
  targetSettingsSchema.parse({ connection: { kind: 'https', url: 'https://mes.example/v1' }, mapping });
const type: TargetType = {
  connect: () => {
    throw new Error('a preview connects to nobody');
  },
  defaultMapping: (_, kind) => (kind === 'part' ? 'part.serial' : null),
};
const twoBodies: Render = async () => ['{"a":1}', '{"b":[2]}'];

describe('the preview of a mapping', () => {
  it('shows the record that the mapping sees and what would be sent, indented', async () => {
    const message = aPartMessage(1);
    const seen = await preview({
      ...{ settings: settings(), type, kind: 'part', sample: async () => message, render: () => twoBodies },
    });
    expect(JSON.parse(seen.document ?? '')).toEqual(message);
    expect(seen.messages).toEqual(['{\n  "a": 1\n}', '{\n  "b": [\n    2\n  ]\n}']);
    expect(seen.problem).toBeNull();
  });

  it('shows the target’s default where the settings have no expression, and nothing for what is not sent', async () => {
    const of = async (kind: 'part' | 'segment', mapping = {}) =>
      (await preview({ settings: settings(mapping), type, kind, sample: async () => null, render: () => twoBodies }))
        .expression;
    expect(await of('part')).toBe('part.serial');
    expect(await of('part', { part: 'part.id' })).toBe('part.id');
    expect(await of('part', { part: null })).toBeNull();
    expect(await of('segment')).toBeNull();
  });

  it('says what is wrong with the mapping, beside the record', async () => {
    const seen = await preview({
      ...{ settings: settings(), type, kind: 'part', sample: async () => aPartMessage(1) },
      render: () => async () => Promise.reject(new Error('a bracket is missing at place 7')),
    });
    expect(seen).toMatchObject({ messages: [], problem: 'a bracket is missing at place 7', isReadable: true });
    expect(seen.document).not.toBeNull();
  });

  it('reads the expression also while there is no record yet', async () => {
    const seen = await preview({
      ...{ settings: settings(), type, kind: 'part', sample: async () => null },
      render: () => {
        throw new Error('a bracket is missing');
      },
    });
    expect(seen).toMatchObject({ document: null, messages: [], problem: 'a bracket is missing', isReadable: false });
  });
});
