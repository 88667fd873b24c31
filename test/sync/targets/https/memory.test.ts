import { getEventListeners } from 'node:events';
import { v7 } from 'uuid';
import { expect, test } from 'vitest';
import { httpsSettingsSchema } from '../../../../main/api/slices/sync-target.ts';
import { batchPath, startMes } from '../../../../main/mes/mes.ts';
import { silentLog } from '../../../../main/station/log/log.ts';
import { httpsTarget } from '../../../../main/sync/targets/https/index.ts';
import { contextOf } from '../sending.ts';

test('a request leaves nothing behind at the signal that lives as long as its sender', async () => {
  const mes = await startMes({ port: 0, log: silentLog });
  const url = `http://127.0.0.1:${mes.port}${batchPath}`;
  const transport = httpsTarget.connect(contextOf(httpsSettingsSchema.parse({ kind: 'https', url })));
  try {
    const living = new AbortController();
    const envelope = { sequence: 1, messageId: v7(), kind: 'part', eventTime: '', part: null, bodies: ['{}'] } as const;
    for (let n = 0; n < 30; n++) {
      await transport.send({ id: v7(), envelopes: [{ ...envelope, bodies: [...envelope.bodies] }] }, living.signal);
    }
    expect(getEventListeners(living.signal, 'abort')).toEqual([]);
    living.abort(new Error('over'));
    await expect(transport.send({ id: v7(), envelopes: [] }, living.signal)).rejects.toThrow('over');
  } finally {
    await transport.close();
    await mes.close();
  }
});
