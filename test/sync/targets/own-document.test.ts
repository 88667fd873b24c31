import { expect, test } from 'vitest';
import { targetSettingsSchema } from '../../../main/api/slices/sync-target.ts';
import { messageSchema } from '../../../main/station/store/sync-table.ts';
import { createRender } from '../../../main/sync/mapping/render.ts';
import { filesTarget } from '../../../main/sync/targets/files/index.ts';
import { httpsTarget } from '../../../main/sync/targets/https/index.ts';
import { documentForm } from '../../../main/sync/targets/own-document.ts';
import { recordLineSchema, recordLines } from '../../../main/sync/targets/record-line.ts';
import { aDisposition, anEvent, aPartMessage } from '../../support/messages.ts';
import { station } from './sending.ts';

test.each([
  ['https', httpsTarget, { kind: 'https', url: 'https://mes.example/' }],
  ['files', filesTarget, { kind: 'files', folder: '/media/stick' }],
])(
  '%s sends every kind of message as the station’s own document, with its form and the station',
  async (_kind, type, connection) => {
    const render = createRender(targetSettingsSchema.parse({ connection }), type, station);
    const event = { what: 'recipe', recipe: 'boards', bundle: { name: 'pcb', version: '1.0.0' } } as const;
    const messages = [aPartMessage(1), aDisposition(2, '1'), aDisposition(3, '1', 'withdrawal'), anEvent(4, event)];
    for (const message of messages) {
      const bodies = await render(message);
      expect(bodies).toHaveLength(1);
      const body = JSON.parse(bodies?.[0] ?? '');
      expect(body).toMatchObject({ schema: documentForm, station: station.name });
      // Nothing of the message is lost on the way.
      expect(messageSchema.parse(body)).toEqual(message);
      const part = 'part' in message ? message.part.id : null;
      const { messageId, sequence, kind, eventTime } = message;
      const [line] = recordLines(
        { messageId, sequence, kind, eventTime, part, bodies: [...(bodies ?? [])] },
        station.id,
      );
      expect(recordLineSchema.parse(JSON.parse(line ?? ''))).toMatchObject({ id: messageId, kind, part, body });
    }
  },
);
