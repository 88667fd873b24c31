import { describe, expect, it } from 'vitest';
import { messageKinds } from '../../../main/api/slices/sync-target.ts';
import { choiceOf, mappingOf, mappingToPreview } from '../../../renderer/sync/mapping/mapping-choice.ts';
import { overview, queryOfView, type SyncView, viewOf } from '../../../renderer/sync/sync-view.ts';

const target = '0199bb00-0000-7000-8000-000000000001';

describe('what the Sync tab shows', () => {
  it.each<SyncView>([
    overview,
    { view: 'new', kind: null },
    { view: 'new', kind: 'cfx' },
    { view: 'settings', target },
    { view: 'parked', target },
    ...messageKinds.map((kind): SyncView => ({ view: 'messages', target, kind, mends: null })),
    { view: 'messages', target, kind: 'part', mends: { sequence: 90_001, part: target } },
    { view: 'messages', target, kind: 'event', mends: { sequence: 0, part: null } },
  ])('stands in its address and is found there again: %j', (view) => {
    expect(viewOf(queryOfView(view))).toEqual(view);
  });

  it('is the overview for an address that nobody made', () => {
    for (const query of ['', 'view=elsewhere', 'view=settings', 'target=a', 'view=messages'])
      expect(viewOf(query)).toEqual(overview);
    expect(viewOf('view=messages&target=a&kind=nothing&mends=-3')).toEqual({
      ...{ view: 'messages', target: 'a', kind: 'part', mends: null },
    });
    expect(viewOf('view=new&kind=telex')).toEqual({ view: 'new', kind: null });
  });
});

describe('how a kind of message is mapped', () => {
  it('is one of three', () => {
    expect([undefined, null, '', '$'].map(choiceOf)).toEqual(['default', 'none', 'own', 'own']);
    expect((['default', 'own', 'none'] as const).map((choice) => mappingOf(choice, '$'))).toEqual([
      undefined,
      '$',
      null,
    ]);
  });

  it('is looked at once there is something to look at', () => {
    expect(mappingToPreview('part', undefined)).toEqual({});
    expect(mappingToPreview('part', null)).toEqual({ part: null });
    expect(mappingToPreview('part', '$')).toEqual({ part: '$' });
    expect(mappingToPreview('part', '')).toBeNull();
    expect(mappingToPreview('part', '$'.repeat(20_001))).toBeNull();
  });
});
