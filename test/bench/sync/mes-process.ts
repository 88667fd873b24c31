/** The MES stand-in as a process: says its port to its parent and ends with it. */
import { startMes } from '../../../main/mes/mes.ts';
import { silentLog } from '../../../main/station/log/log.ts';

const mes = await startMes({ port: 0, log: silentLog });
process.once('disconnect', () => process.exit(0));
process.send?.(mes.port);
