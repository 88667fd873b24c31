/** GigE Vision and USB3 Vision cameras that answer now. */
import { loadAravis } from './aravis.ts';

export interface GenicamDevice {
  /** For `camera.device` of a recipe. */
  readonly id: string;
  readonly vendor: string;
  readonly model: string;
  readonly serial: string;
  readonly address: string;
  readonly protocol: string;
}

/** Takes about a second. @throws StationError when the Aravis library is missing. */
export async function listGenicamDevices(): Promise<GenicamDevice[]> {
  const { devices } = loadAravis();
  await devices.updateList();
  return Array.from({ length: devices.count() }, (_, index) => ({
    id: devices.id(index),
    vendor: devices.vendor(index) ?? '',
    model: devices.model(index) ?? '',
    serial: devices.serial(index) ?? '',
    address: devices.address(index) ?? '',
    protocol: devices.protocol(index) ?? '',
  }));
}
