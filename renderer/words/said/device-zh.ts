/** 工位关于扫码器、踏板和信号灯的话。 */
import type { deviceSentences } from '../../../main/api/said/device-sentences.ts';

export const deviceChinese: Readonly<Record<keyof typeof deviceSentences, string>> = {
  hidMissing: '无法访问设备：{{why}}',
  hidMissingRemedy:
    '扫码器、踏板和信号灯不使用，其他一切照常运行。请重新安装 Sightline（Linux 上还需 libudev1），然后重新启动工位。',
  deviceBusy: '设备被其他程序占用：{{why}}',
  deviceBusyRemedy: '请关闭该程序。工位会自行重试。',
  deviceNoPermission: '工位没有权限打开 {{path}}。',
  deviceUdevRemedy:
    '请用 /etc/udev/rules.d/70-sightline.rules 授予权限（main/README.md 的“Devices”一节），然后拔下设备并重新插上。',
  deviceNoPermissionRemedy: '请在操作系统的设置中允许。在 Windows 上不能这样读取键盘：请改为让工位学习键盘的按键。',
  deviceFault: '设备没有应答：{{why}}',
  deviceFaultRemedy: '请拔下设备并重新插上。工位会自行重试。',
  buttonTaken: '此按钮已有其他动作。',
  buttonTakenRemedy: '请先取消该动作，再指定新的动作。',
  noStackLight: '此工位没有信号灯。',
  typedElsewhere: '来自其他工作台的条码不属于产线上的工件。',
  noVirtualDevice: '没有虚拟设备 {{id}}。',
};
