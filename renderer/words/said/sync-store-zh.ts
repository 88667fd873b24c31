/** 存储部分关于 MES 目标的用语。 */
import type { syncStoreSentences } from '../../../main/api/said/sync-store-sentences.ts';

export const syncStoreChinese: Readonly<Record<keyof typeof syncStoreSentences, string>> = {
  syncNoTarget: '该目标已不存在。',
  syncNameTaken: '已有另一个目标名为 {{name}}。',
  syncUnderWay: '另有内容正在发往 {{name}}。',
  syncBehindCursor: '{{name}} 已收到这些消息。',
};
