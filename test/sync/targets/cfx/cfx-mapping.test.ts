import { describe, expect, it } from 'vitest';
import { cfxMessages, targetSettingsSchema } from '../../../../main/api/slices/sync-target.ts';
import type { Message, StationEvent } from '../../../../main/station/store/sync-table.ts';
import { createRender } from '../../../../main/sync/mapping/render.ts';
import { cfxTarget } from '../../../../main/sync/targets/cfx/index.ts';
import { aDisposition, anEvent, aPartMessage, idOf } from '../../../support/messages.ts';
import { checkedCfx } from './cfx-schemas.ts';

const station = { id: idOf('station'), name: 'Line 3', version: '1.0.0' };

function render(message: Message, given: object = {}): Promise<readonly string[] | null> {
  const settings = targetSettingsSchema.parse({
    connection: {
      ...{ kind: 'cfx', host: 'broker', to: { is: 'exchange', name: 'cfx' }, handle: 'Sightline.Station.SN1' },
      ...given,
    },
  });
  return createRender(settings, cfxTarget, station)(message);
}

async function rendered(message: Message, given: object = {}) {
  return ((await render(message, given)) ?? []).map(checkedCfx);
}

const region = { class: 'pitting', score: 0.876, x: 10, y: 20, width: 30, height: 40, id: 'part-0-0', frameIndex: 0 };
const defective = {
  verdict: 'fail' as const,
  workOrder: 'WO-7',
  reasons: [{ kind: 'defect' as const, class: 'pitting', score: 0.876, limit: 0.8 }],
  regions: [{ ...region, widthMm: 1.5, heightMm: 2 }],
  pictures: [{ frameIndex: 0, id: idOf('picture') }],
};
const all = { unitMessages: [...cfxMessages] };

describe('CFX messages', () => {
  it.each(['UnitsInspected', 'UnitsTested'])(
    'of a part have exactly the keys of the standard (%s)',
    async (inspectionMessage) => {
      for (const verdict of ['pass', 'fail', 'review', 'missed'] as const) {
        const message = aPartMessage(1, 'a', { ...defective, verdict });
        const messages = await rendered(message, {
          ...all,
          inspectionMessage,
          pictureBase: 'https://station/pictures',
        });
        expect(messages.map(({ MessageName }) => MessageName.split('.').at(-1))).toEqual([
          ...['UnitsArrived', 'WorkStarted', inspectionMessage, 'WorkCompleted', 'UnitsDeparted'],
        ]);
      }
    },
  );

  it('of a part are those that the settings choose, and none when they choose none', async () => {
    const message = aPartMessage(1, 'a');
    expect((await rendered(message)).map(({ MessageName }) => MessageName)).toEqual([
      'CFX.Production.WorkStarted',
      'CFX.Production.TestAndInspection.UnitsInspected',
      'CFX.Production.WorkCompleted',
    ]);
    expect(await render(message, { unitMessages: [] })).toBeNull();
    expect(await rendered(message, { unitMessages: ['UnitsInspected'] })).toHaveLength(1);
  });

  it('are the same bytes when they are made again, each under an id of its own', async () => {
    const message = aPartMessage(1, 'a', defective);
    const first = await render(message, all);
    expect(await render(message, all)).toEqual(first);
    const ids = (first ?? []).map((text) => checkedCfx(text).UniqueID);
    expect(new Set(ids).size).toBe(5);
    expect(ids).toContain(message.messageId);
  });

  it('write TransactionID in Work… and TransactionId in the inspection, both the same', async () => {
    const [started, inspected, completed] = await rendered(aPartMessage(1, 'a'));
    const id = idOf('part a');
    expect(started?.MessageBody).toMatchObject({ TransactionID: id });
    expect(inspected?.MessageBody).toMatchObject({ TransactionId: id });
    expect(completed?.MessageBody).toMatchObject({ TransactionID: id });
  });

  it('give a defect with its code at the factory, region, certainty from 1 to 100 and picture', async () => {
    const settings = { defectCodes: { pitting: 'P-17' }, pictureBase: 'https://station/pictures/' };
    const [, inspected] = await rendered(aPartMessage(1, 'a', defective), settings);
    expect(inspected?.MessageBody).toMatchObject({
      InspectionMethod: 'AOI',
      InspectedUnits: [
        {
          OverallResult: 'Failed',
          Inspections: [
            {
              Comments: 'defect:pitting',
              DefectsFound: [
                {
                  UniqueIdentifier: 'part-0-0',
                  DefectCode: 'P-17',
                  Comments: '1.5 x 2 mm',
                  ConfidenceLevel: 88,
                  Verification: 'NotVerifiedYet',
                  RegionOfInterest: { StartPointX: 10, StartPointY: 20 },
                  DefectImages: [{ ImageURL: `https://station/pictures/${idOf('picture')}` }],
                },
              ],
            },
          ],
        },
      ],
    });
  });

  it('never call a defect certain with 0, and call a part by its id where it has no serial number', async () => {
    const faint = aPartMessage(1, 'a', { ...defective, serial: null, regions: [{ ...region, score: 0.001 }] });
    const [, inspected] = await rendered(faint);
    expect(inspected?.MessageBody).toMatchObject({
      InspectedUnits: [{ UnitIdentifier: idOf('part a'), Inspections: [{ DefectsFound: [{ ConfidenceLevel: 1 }] }] }],
    });
  });

  it.each([
    ['good', 'DefectRejected', 'Passed'],
    ['defect', 'DefectConfirmed', 'Failed'],
    ['not-sure', 'NotVerifiedYet', 'Error'],
  ] as const)(
    'tell what a person decided (%s) with the same ids of defects',
    async (decision, Verification, OverallResult) => {
      const message = aDisposition(2, 'a');
      if (message.kind !== 'disposition') throw new Error('a disposition is needed');
      const [inspected] = await rendered({
        ...message,
        part: { ...message.part, regions: [region] },
        disposition: { ...message.disposition, decision, by: { id: idOf('person'), name: 'Ada' } },
      });
      expect(inspected?.MessageBody).toMatchObject({
        InspectionMethod: 'Human',
        Inspector: { ActorType: 'Human', LastName: 'Ada' },
        InspectedUnits: [
          {
            OverallResult,
            Verification,
            Inspections: [{ DefectsFound: [{ UniqueIdentifier: 'part-0-0', Verification }] }],
          },
        ],
      });
    },
  );

  it('tell a decision that was taken back as not verified', async () => {
    const [inspected] = await rendered(aDisposition(2, 'a', 'withdrawal'));
    expect(inspected?.MessageBody).toMatchObject({
      InspectedUnits: [{ OverallResult: 'Error', Verification: 'NotVerifiedYet' }],
    });
  });

  it('tell states as numbers, faults with the id of their occurrence, and the recipe', async () => {
    const bundle = { name: 'pcb', version: '2' };
    const occurrence = idOf('fault');
    const events: readonly StationEvent[] = [
      { what: 'state', old: 'idle', new: 'working', oldMs: 90_061_000 },
      { what: 'fault-raised', occurrence, code: 'camera', detail: 'no picture' },
      { what: 'fault-cleared', occurrence, code: 'camera' },
      { what: 'recipe', recipe: 'boards', bundle },
    ];
    const made = await Promise.all(events.map((event, index) => rendered(anEvent(index + 1, event))));
    expect(made.flat().map(({ MessageBody }) => MessageBody)).toMatchObject([
      { OldState: 2202, NewState: 1100, OldStateDuration: '1.01:01:01' },
      { Fault: { FaultOccurrenceId: occurrence, FaultCode: 'camera' } },
      { FaultOccurrenceId: occurrence },
      { RecipeName: 'boards', Revision: '2' },
    ]);
  });
});
