import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clientIdOf, levelOf, topicFor } from '../../../../main/sync/targets/mqtt/topic.ts';

describe('a topic', () => {
  it('has the values that its template names, each as one level, whatever is in them', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), fc.string({ minLength: 1 }), (station, kind) => {
        const topic = topicFor('a/{{station}}/{{kind}}', { station, kind });
        expect(topic.split('/')).toEqual(['a', levelOf(station), levelOf(kind)]);
        expect(topic).not.toMatch(/[+#\0]/);
      }),
    );
  });

  it('leaves a name in brackets that it does not know', () => {
    expect(topicFor('a/{{other}}', { kind: 'part' })).toBe('a/{{other}}');
  });

  it.each(['', 'a/#', '+/b', '$SYS/a', 'x'.repeat(65_536)])(
    'is none where nothing can be published: %.20s',
    (template) => {
      expect(() => topicFor(template, {})).toThrow('nothing can be published');
    },
  );
});

describe('a client id of a station that was given none', () => {
  it.each([
    ['North 1', 'sightline-North-1'],
    ['Prüfstand Ä/2', 'sightline-Prufstand-A-2'],
    ['检测站', 'sightline-检测站'],
  ])('comes from its name: %s', (name, id) => {
    expect(clientIdOf(name)).toBe(id);
  });

  it('is of letters every broker takes, where the name has any', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[\w .,/#+-]*[A-Za-z][\w .,/#+-]*$/), (name) => {
        expect(clientIdOf(name)).toMatch(/^sightline-[0-9A-Za-z-]+$/);
      }),
    );
  });
});
