/** Lo que la estación dice de escáneres, pedales y luces. */
import type { deviceSentences } from '../../../main/api/said/device-sentences.ts';

export const deviceSpanish: Readonly<Record<keyof typeof deviceSentences, string>> = {
  hidMissing: 'No se puede acceder a los dispositivos: {{why}}',
  hidMissingRemedy:
    'Escáneres, pedales y luces no se usan; todo lo demás sigue. Instale Sightline de nuevo, en Linux también libudev1, y reinicie la estación.',
  deviceBusy: 'Otro programa usa el dispositivo: {{why}}',
  deviceBusyRemedy: 'Cierre el otro programa. La estación reintenta sola.',
  deviceNoPermission: 'La estación no tiene permiso para abrir {{path}}.',
  deviceUdevRemedy:
    'Dele el permiso con /etc/udev/rules.d/70-sightline.rules (main/README.md, apartado «Devices»), y desconecte y conecte el dispositivo.',
  deviceNoPermissionRemedy:
    'Permítalo en los ajustes del sistema operativo. En Windows un teclado no se puede leer así: asigne sus teclas en la estación.',
  deviceFault: 'El dispositivo no responde: {{why}}',
  deviceFaultRemedy: 'Desconéctelo y conéctelo de nuevo. La estación reintenta sola.',
  buttonTaken: 'Este botón ya hace otra cosa.',
  buttonTakenRemedy: 'Quítele primero esa acción y dele después la nueva.',
  noStackLight: 'Esta estación no tiene columna de luces.',
  typedElsewhere: 'Un código de otro puesto no es de la pieza que está en la línea.',
  noVirtualDevice: 'No hay ningún dispositivo virtual {{id}}.',
};
