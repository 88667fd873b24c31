/** 工位关于写入文件夹或 U 盘的记录的话。 */
import type { syncFilesSentences } from '../../../main/api/said/sync-files-sentences.ts';

export const syncFilesChinese: Readonly<Record<keyof typeof syncFilesSentences, string>> = {
  filesFolderAway: '文件夹 {{folder}} 不在',
  filesFolderAwayRemedy: '请插入 U 盘或连接网络文件夹。工位会自动继续。',
  filesStickAway: '文件夹 {{folder}} 在，但挂载在上面的 U 盘或网络驱动器不在',
  filesStickAwayRemedy: '请插入 U 盘。如果不用它，请在目标中填写另一个文件夹。',
  filesNoFolder: '{{folder}} 不是文件夹',
  filesNoFolderRemedy: '请填写文件夹的绝对路径。',
  filesNotAllowed: '工位无权写入 {{folder}}（{{why}}）',
  filesNotAllowedRemedy: '请授予工位用户写入权限，或关闭写保护。',
  filesFull: '{{folder}} 剩余 {{free}} MB，必须保留 {{keep}} MB',
  filesFullRemedy: '请取走文件并在接收方导入，或插入另一个 U 盘。',
  filesNoRoom: '{{folder}} 已没有空间',
  filesBroke: '写入 {{folder}} 失败（{{why}}）',
  filesOtherStation: '另一个工位以名称 {{name}} 写入 {{folder}}（其编号为 {{id}}）',
  filesOtherStationRemedy: '两个工位使用了同一配置：请给本工位另取名称。如果另一个已停用，请在该处删除 {{file}}。',
  filesNoKey: '本工位用于签名的密钥不在（{{why}}）',
  filesNoKeyRemedy: '存储进程启动时会生成密钥。如果仍然没有，请重启工位并查看日志。',
  filesReady: '{{folder}} 可以写入，剩余 {{free}} MB。文件用密钥 {{key}} 签名。',
};
