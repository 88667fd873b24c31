/** 工位关于质量人员查找并重新判定的工件的话。 */
import type { searchSentences } from '../../../main/api/said/search-sentences.ts';

export const searchChinese: Readonly<Record<keyof typeof searchSentences, string>> = {
  partNotThere: '没有此工件，或它已被清除。',
  partNotThereRemedy: '请重新查找；列表可能比工件旧。',
  partStillWaits: '此工件仍在等待首次人工判定。',
  partStillWaitsRemedy: '请在复检中判定。',
  partNotDecided: '尚无人判定此工件，因此没有第二意见可言。',
  partDecidedByYou: '您已判定过此工件，须由其他人再判定。',
  partArbitrated: '此工件已经仲裁，该判定为最终判定。',
  partNotDisputed: '对此工件没有分歧，无需仲裁。',
  partNotPassed: '只抽检放行的工件；此工件为 {{verdict}}。',
  partAudited: '此工件已抽检过。',
  partNoSuchClass: '类别 {{name}} 不属于此工件；请选择其一：{{classes}}。',
  partOtherDecision: '已有一项相同编号的判定，且内容不同。',
  frameNotThere: '帧 {{frame}} 没有保留图像，无法在上面标注。',
  shapeOutside: '图形 {{number}} 超出图像（{{width}} × {{height}} 像素）；请画在图像之内。',
  shapeFlat: '图形 {{number}} 没有面积；请画大一些，或将其删除。',
  searchCursorWrong: '此页不属于这次查找。',
  searchCursorWrongRemedy: '请从第一页重新查找。',
  exportTooLong: '符合此筛选的工件超过 {{most}} 个，一个文件放不下。',
  exportTooSlow: '符合此筛选的工件很少，全部找出所需时间过长，无法写成一个文件。',
  exportRemedy: '请选择较短的时间段，或增加条件。',
  exportNotWritten: '文件无法写入：{{why}}',
  exportNotWrittenRemedy: '请查看工位的磁盘是否还有空间。',
  signInByName: '只有工位按姓名认识的人才能这样做。',
};
