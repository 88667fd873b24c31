/** 工位关于磁盘、存储和数据库的话。 */
import type { storeSentences } from '../../../main/api/said/store-sentences.ts';

export const storeChinese: Readonly<Record<keyof typeof storeSentences, string>> = {
  diskPicturesStopped: '磁盘将满：不再保留图像。请腾出空间。',
  diskOnReserve: '磁盘已满：记录写入预留空间，不保留图像。请立即腾出空间。',
  diskFull: '磁盘和预留空间都已满：记录在内存中等待。请立即腾出空间。',
  diskRecovered: '磁盘又有空间了。',
  diskFree: '（剩余 {{megabytes}} MB）',
  diskNoAnswer: '数据文件夹所在磁盘没有应答：{{why}}',
  reserveNotWritten: '无法写入磁盘满时的预留空间：{{why}}',
  reserveNotSeen: '无法查看预留空间：{{why}}',
  reserveNotGiven: '无法释放预留空间：{{why}}',

  recordsNotWritten: '记录无法写入，正在等待：{{why}}',
  recordsLate: '记录等待过久：产线读到不合格信号。',
  recordRefused: '有一条记录无法存储：{{why}}',
  storeRestarted: '工位运行期间存储进程曾重新启动。',
  stoppedUncleanly: '工位未正常结束。{{from}} 至 {{to}} 之间的工件没有记录。',

  databaseDamaged: '数据库已损坏（{{why}}）；可读取的内容正移入新的数据库。',
  databaseBeingMended: '数据库已损坏；可读取的内容正移入新的数据库。',
  databaseReplaced: '损坏的数据库已由可读取的内容替换。',
  databaseNotReplaced: '无法替换损坏的数据库：{{why}}',
  databaseNotReplacedRemedy: '请腾出磁盘空间并重新启动工位；尚未写入磁盘的内容仍在等待。',
  mendedParts: '数据库曾损坏。{{parts}} 个工件已移入新的数据库。',
  mendedLost: '{{parts}} 个工件已丢失。',
  mendedUnreadable: '最多 {{rows}} 行无法读取。',
  mendedRestored: '其中 {{rows}} 行已由索引恢复。',
  mendedPlaceholders: '工件所引用而已无人知晓的内容以占位符（“随损坏丢失”）代替：{{which}}。',
  mendedStray: '略去了丢失工件的 {{rows}} 项分数、帧、区域和图像。',
  mendedReasons: '{{parts}} 个工件和帧的原因已丢失。',
  mendedTables: '以下内容完全无法读取：{{tables}}。',
  mendedOpen: '{{rows}} 行引用了不存在的内容；这是 Sightline 的错误。',
  mendedOldFile: '旧文件是 {{file}}。',
  databaseNewer: '数据库为版本 {{version}}，而此 Sightline 只认识到 {{known}}',
  databaseNewerRemedy: '请启动写入 {{path}} 的较新 Sightline，或给此程序另一个数据文件夹（--data）。',
};
