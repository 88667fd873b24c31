/** 工位关于检验员一致性研究的话。 */
import type { studySentences } from '../../../main/api/said/study-sentences.ts';

export const studyChinese: Readonly<Record<keyof typeof studySentences, string>> = {
  studyIsDraft: '此研究尚未开始',
  studyIsRunning: '此研究已开始：其工件、参考值和检验员保持不变',
  studyIsClosed: '此研究已结束：其中的内容不再改变',
  studyUnknown: '没有此研究',
  studyPartUnknown: '第 {{place}} 号工件不在此研究中',
  studyNoRecord: '没有工件 {{part}} 的记录',
  studyNoPicture: '工件 {{part}} 没有保留图像，因此无法评判',
  studyFull: '一项研究最多有 {{count}} 个工件',
  studyNotReady: '此研究还不能开始',
  studyNotReadyRemedy: '研究页面上写明还缺什么。',
  studyPersonUnknown: '其中有人未在此工位登记',
  studyNotAppraiser: '只有研究中列出的人可以评判',
  studyNeedsName: '研究需要知道是谁的回答',
  studyNeedsNameRemedy: '请以姓名登录。',
  studyStepTaken: '此工件已回答过',
  studyStepTakenRemedy: '请继续下一个。',
  studyNeedsReason: '尚未全部回答：现在结束研究须写明原因',
  studyNotClosed: '研究结束后才有结果，以免有人在进行中得知他人的回答',
};
