/** A GigE Vision or USB3 Vision camera through Aravis. */
import { StationError, toWireError } from '../../../api/errors.ts';
import { say } from '../../../api/said/say.ts';
import { systemClock } from '../../clock.ts';
import type { GenicamCameraConfig, TriggerConfig } from '../../config/camera.ts';
import type { Clock, FrameSink, FrameSource, OpenCamera } from '../../ports.ts';
import { type Aravis, loadAravis } from './aravis.ts';
import { applySettings } from './camera-settings.ts';
import { listGenicamDevices } from './device-list.ts';
import { GenicamCamera } from './genicam-camera.ts';
import type { Pointer } from './native.ts';

/** At 60 frames a second a quarter of a second in which nobody takes a buffer back. */
const streamBuffers = 16;
const automaticSocketBuffer = 1;

export interface GenicamOptions {
  readonly trigger: TriggerConfig;
  readonly onNotice: (notice: string) => void;
  readonly clock?: Clock;
}

export class GenicamSource implements FrameSource {
  readonly kind = 'genicam';
  readonly name: string;
  private readonly config: GenicamCameraConfig;
  private readonly options: GenicamOptions;

  constructor(config: GenicamCameraConfig, options: GenicamOptions) {
    this.name = config.device ?? say('firstGenicam');
    this.config = config;
    this.options = options;
  }

  async open(sink: FrameSink): Promise<OpenCamera> {
    const aravis = loadAravis();
    const camera = await this.connect(aravis);
    let stream: Pointer | null = null;
    try {
      await applySettings(aravis, camera, { config: this.config, ...this.options });
      stream = await this.openStream(aravis, camera);
      await aravis.control.startAcquisition(camera);
    } catch (thrown) {
      if (stream) aravis.unref(stream);
      await aravis.control.release(camera);
      throw thrown;
    }
    const { width, height, pixelFormat, framesPerSecond } = this.config;
    return new GenicamCamera({
      aravis,
      camera,
      stream,
      sink,
      geometry: { width, height, pixelFormat },
      framesPerSecond: this.options.trigger.mode === 'free-run' ? framesPerSecond : null,
      takesSoftwareTriggers: this.options.trigger.mode === 'software',
      clock: this.options.clock ?? systemClock,
    });
  }

  private async connect(aravis: Aravis): Promise<Pointer> {
    const device = this.config.device ?? (await this.firstDevice());
    const camera = await aravis.control.open(device).catch(async (cause: unknown) => {
      throw await this.notFound(toWireError(cause).message, cause);
    });
    if (!camera) throw await this.notFound(say('itDoesNotAnswer'));
    if (aravis.network.isGigE(camera) && !aravis.network.isOurs(camera)) {
      await aravis.control.release(camera);
      throw new StationError('conflict', say('cameraTaken', { device }), {
        remedy: say('cameraTakenRemedy'),
      });
    }
    return camera;
  }

  /** With `interface: 127.0.0.1` only a camera on this machine will do. */
  private async firstDevice(): Promise<string> {
    const isLocal = this.config.interface?.startsWith('127.') ?? false;
    const devices = await listGenicamDevices();
    const first = devices.find(({ address }) => !isLocal || address.startsWith('127.'));
    if (!first) throw await this.notFound(say('noneAnswers'));
    return first.id;
  }

  private async notFound(why: string, cause?: unknown): Promise<StationError> {
    const found = (await listGenicamDevices()).map(({ id }) => id);
    return new StationError('unavailable', say('cameraNotOpened', { name: this.name, why }), {
      cause,
      remedy: found.length > 0 ? say('otherCamerasAnswer', { names: found.join(', ') }) : say('noCameraAnswers'),
    });
  }

  private async openStream(aravis: Aravis, camera: Pointer): Promise<Pointer> {
    const { control, stream: calls, network } = aravis;
    const stream = await control.createStream(camera, null, null);
    if (!stream)
      throw new StationError('unavailable', say('cameraHasNoStream', { name: this.name }), {
        remedy: say('restartCamera'),
      });
    if (network.isGigE(camera))
      calls.setProperty(stream, 'socket-buffer', 'int', automaticSocketBuffer, 'void *', null);
    const payload = await control.payload(camera);
    for (let count = 0; count < streamBuffers; count += 1) calls.push(stream, calls.newBuffer(payload));
    return stream;
  }
}
