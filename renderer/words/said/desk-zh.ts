/** 工位对质量工程师说的话。 */
import type { deskSentences } from '../../../main/api/said/desk-sentences.ts';

export const deskChinese: Readonly<Record<keyof typeof deskSentences, string>> = {
  limitsChanged: '其他人在此期间更改了此配方的限值。请查看后重试。',
  limitsUnknown: '没有这个版本的限值。',
  limitsNotWaiting: '此版本已不在等待批准。',
  limitsSamePerson: '保存限值的人不能自己批准，须由其他人批准。',
  limitsWrongClass: '此配方的模型包不认识类别 {{name}}。它认识 {{known}}。',
  limitsCrossed: '{{name}} 的下限必须低于上限。',
  limitsBelowFloor: '{{name}} 低于 {{floor}} 的分数不会出现，因此下限不能更低。',
  limitsOtherRecipe: '只能更改正在运行的配方的限值：{{name}}。',
  whatIfUnknownJob: '此试算已结束，或工位已重新启动。请重新开始。',
  whatIfBundleFilter: '试用其他模型包时只能按时间、班次、模型包和判定筛选，不能用其他条件。',
  whatIfFailed: '试算无法继续：{{why}}',
};
