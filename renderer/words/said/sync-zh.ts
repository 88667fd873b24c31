/** 工站关于把记录送到 MES 的说法。 */
import type { syncSentences } from '../../../main/api/said/sync-sentences.ts';

export const syncSaidChinese: Readonly<Record<keyof typeof syncSentences, string>> = {
  syncBehindParked: '同一工件的较早消息已搁置；此消息在其后等待',
  syncTooLarge: '消息有 {{bytes}} 字节，接收方最多接受 {{limit}}',
  syncNoWord: '接收方对此没有答复',
  syncPutOff: '接收方已推迟 {{times}} 次，同时接受了其他消息：{{why}}',
  syncKindNotSent: '此类消息不再发往此目标',
  syncMappingFailed: '映射对此记录失败：{{why}}',
  syncMappingUnreadable: '{{kind}} 的映射无法读取：{{why}}',
  syncFailsOnIt: '接收方连续 {{times}} 次因此消息出错，其他方面正常：{{why}}',
  secretUnknown: '此类目标没有名为 {{name}} 的机密',
  secretsUnreadable: '无法读取 {{path}} 中的机密：{{why}}',
  secretsUnreadableRemedy: '请移走该文件，并在“状态”、“同步”中重新输入机密。',
};
