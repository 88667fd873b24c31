/** 工位在检测前询问 MES 时所说的话。 */
import type { syncReleaseSentences } from '../../../main/api/said/sync-release-sentences.ts';

export const syncReleaseChinese: Readonly<Record<keyof typeof syncReleaseSentences, string>> = {
  mesNoAnswerYet: '判定工件时尚未收到答复。',
  mesNotInTime: '{{ms}} 毫秒内没有答复。',
  mesTooMany: '已在询问 {{count}} 个工件。',
  mesTargetGone: '应询问的目标已不存在；请在“状况”的“同步”中另选一个。',
  mesNobodyListens: '负责询问的进程正在启动。',
  mesOtherRecipe: 'MES 要求 {{expected}}，而正在运行的是 {{recipe}}。',
};
