/** 质量工作台的中文文字。 */
import type { SameKeys } from '../same-keys.ts';
import type { quality } from './en.ts';
import { partChinese } from './part-zh.ts';
import { partsChinese } from './parts-zh.ts';
import { reportChinese } from './report-zh.ts';
import { whatIfChinese } from './what-if-zh.ts';

export const qualityChinese: SameKeys<typeof quality> = {
  quality: {
    tabs: '质量工作台的标签页',
  },
  qualityTab: {
    parts: '工件',
    'what-if': '试算',
    report: '报告',
    audit: '抽检',
    reviewers: '复检人员',
    studies: '研究',
    history: '历史记录',
  },
  asking: {
    failed: '工位未能应答',
    notAllowed: '这需要其他权限',
    notAllowedDetail: '请以质量人员或管理员身份登录。点按右上角的姓名键即可。',
    again: '重试',
  },
  ...partsChinese,
  ...partChinese,
  ...whatIfChinese,
  ...reportChinese,
};
