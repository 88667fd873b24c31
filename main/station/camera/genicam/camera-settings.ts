/** Puts a recipe's camera settings into the camera, each refused one named with the camera's own reason. */
import { StationError, toWireError } from '../../../api/errors.ts';
import { say } from '../../../api/said/say.ts';
import type { GenicamCameraConfig, TriggerConfig } from '../../config/camera.ts';
import { describeGeometry } from '../../frame-size.ts';
import type { Aravis } from './aravis.ts';
import type { Pointer } from './native.ts';

const continuous = 0;
/** Loopback carries packets whole up to here; with small ones half the frames of a fast camera come incomplete. */
const loopbackPacketBytes = 16_000;
const noPacketSocket = 1;
const rangeCheckEnabled = 1;

export interface CameraSettings {
  readonly config: GenicamCameraConfig;
  readonly trigger: TriggerConfig;
  readonly onNotice: (notice: string) => void;
}

/** @throws StationError `bad-input` that names the setting, or `connection-lost`. */
export async function applySettings(aravis: Aravis, camera: Pointer, settings: CameraSettings): Promise<void> {
  const { control } = aravis;
  const { config, trigger } = settings;
  const { width, height, pixelFormat, offsetX, offsetY, exposureUs, gain } = config;
  aravis.network.setRangeCheck(camera, rangeCheckEnabled);
  // A station that died left the camera streaming, and then it refuses most settings.
  await control.stopAcquisition(camera);
  await set('pixelFormat', control.setPixelFormat(camera, pixelFormat));
  await set(
    `region ${width}×${height} at ${offsetX}, ${offsetY}`,
    control.setRegion(camera, offsetX, offsetY, width, height),
  );
  await set('acquisition mode', control.setAcquisitionMode(camera, continuous));
  await applyTrigger(aravis, camera, settings);
  if (exposureUs !== undefined) await set('exposureUs', control.setExposureTime(camera, exposureUs));
  if (gain !== undefined) await set('gain', control.setGain(camera, gain));
  if (trigger.mode === 'free-run') await applyFrameRate(aravis, camera, settings);
  if (aravis.network.isGigE(camera)) await applyNetwork(aravis, camera, config);
  await checkGeometry(aravis, camera, config);
}

async function applyTrigger({ control }: Aravis, camera: Pointer, { config, trigger }: CameraSettings): Promise<void> {
  await set('trigger', control.clearTriggers(camera));
  if (trigger.mode === 'software') await set('trigger.mode software', control.setTrigger(camera, 'Software'));
  if (trigger.mode === 'hardware') {
    await set(`triggerSource ${config.triggerSource}`, control.setTrigger(camera, config.triggerSource));
  }
}

async function applyFrameRate({ control }: Aravis, camera: Pointer, settings: CameraSettings): Promise<void> {
  const { framesPerSecond } = settings.config;
  if ((await control.hasFrameRate(camera)) === 0) {
    settings.onNotice(`the camera's frame rate cannot be set; ${framesPerSecond} per second is not guaranteed`);
    return;
  }
  await set('framesPerSecond', control.setFrameRate(camera, framesPerSecond));
}

/** The camera on this machine is a simulator: packet sockets deliver nothing there to a privileged process. */
async function applyNetwork({ control, network }: Aravis, camera: Pointer, config: GenicamCameraConfig): Promise<void> {
  const isLocal = network.isOnThisMachine(camera);
  if (isLocal) network.setStreamOptions(camera, noPacketSocket);
  const packetSize = config.packetSize ?? (isLocal ? loopbackPacketBytes : null);
  if (packetSize === null) await set('packet size', control.autoPacketSize(camera));
  else await set('packetSize', control.setPacketSize(camera, packetSize));
}

async function checkGeometry({ control }: Aravis, camera: Pointer, config: GenicamCameraConfig): Promise<void> {
  const width = Number(await control.integer(camera, 'Width'));
  const height = Number(await control.integer(camera, 'Height'));
  const pixelFormat = await control.pixelFormat(camera);
  if (width === config.width && height === config.height && pixelFormat === config.pixelFormat) return;
  throw new StationError(
    'bad-input',
    say('cameraOtherGeometry', { delivered: `${width}×${height} ${pixelFormat}`, wanted: describeGeometry(config) }),
    { remedy: say('cameraOtherGeometryRemedy') },
  );
}

async function set<T>(setting: string, done: Promise<T>): Promise<T> {
  try {
    return await done;
  } catch (cause) {
    const { code, message } = toWireError(cause);
    throw new StationError(code, say('cameraRefuses', { setting, why: message }), {
      cause,
      remedy: say('cameraRefusesRemedy'),
    });
  }
}
