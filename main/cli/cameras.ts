/** `cameras`: what this machine can see through, under the names that a recipe calls it by. */
import { toWireError } from '../api/errors.ts';
import { readOptions } from '../host/options.ts';
import { type GenicamDevice, listGenicamDevices } from '../station/camera/genicam/device-list.ts';
import { listVideoDevices, type VideoDevice } from '../station/camera/uvc/device-list.ts';
import type { Command } from './command.ts';
import { jsonOption, writeJson } from './json-file.ts';
import { textTable } from './table.ts';

/** One kind of camera; `problem`: why nobody could look, such as a library that is missing. */
export interface Found<Device> {
  readonly devices: readonly Device[];
  readonly problem: { readonly message: string; readonly remedy: string | null } | null;
}

export interface FoundCameras {
  readonly genicam: Found<GenicamDevice>;
  /** Null where this command cannot list them: anywhere but on Linux. */
  readonly video: Found<VideoDevice> | null;
}

const options = {
  ffmpeg: { type: 'string', value: 'FILE', about: 'where ffmpeg lies, as in camera.ffmpeg (ffmpeg)' },
  json: jsonOption,
} as const;

export const camerasCommand: Command = {
  name: 'cameras',
  about: 'list the cameras that answer: GigE and USB3 Vision, on Linux also video devices (USB cameras)',
  options,
  run: async (args) => {
    const values = readOptions(args, options);
    const ffmpeg = typeof values['ffmpeg'] === 'string' ? values['ffmpeg'] : 'ffmpeg';
    const found: FoundCameras = {
      genicam: await orWhyNot(() => listGenicamDevices()),
      video: process.platform === 'linux' ? await orWhyNot(() => listVideoDevices({ ffmpeg })) : null,
    };
    await writeJson(values, found);
    console.log(describeCameras(found));
  },
};

/** One kind that cannot be looked for is no reason to keep the other one back. */
async function orWhyNot<Device>(list: () => Promise<Device[]>): Promise<Found<Device>> {
  try {
    return { devices: await list(), problem: null };
  } catch (thrown) {
    const { message, remedy = null } = toWireError(thrown);
    return { devices: [], problem: { message, remedy } };
  }
}

export function describeCameras({ genicam, video }: FoundCameras): string {
  const parts = [`GenICam cameras (camera.kind: genicam)\n${whatIsThere(genicam, genicamTable, noGenicam)}`];
  if (video) parts.push(`Video devices (camera.kind: uvc)\n${whatIsThere(video, videoList, noVideo)}`);
  return parts.join('\n\n');
}

const noGenicam =
  'None answers. Check power and cable; a GigE camera has to be in the same network as this machine, and no firewall ' +
  'between them. A camera in another network can be named by its address in camera.device.';
const noVideo =
  'None is there. Check the cable; `lsusb` shows whether this machine sees the camera, and a container sees only the ' +
  'devices that it was given.';

function whatIsThere<Device>(
  { devices, problem }: Found<Device>,
  list: (devices: readonly Device[]) => string,
  nothing: string,
): string {
  if (problem) return `  ${problem.message}${problem.remedy === null ? '' : `\n  What to do: ${problem.remedy}`}`;
  return devices.length > 0 ? list(devices) : `  ${nothing}`;
}

function genicamTable(devices: readonly GenicamDevice[]): string {
  return textTable([
    ['device', 'model', 'serial', 'address', 'protocol'],
    ...devices.map(({ id, vendor, model, serial, address, protocol }) => [
      id,
      `${vendor} ${model}`.trim(),
      serial,
      address,
      protocol,
    ]),
  ]);
}

function videoList(devices: readonly VideoDevice[]): string {
  return devices
    .flatMap((device) => [`  ${device.path}  ${device.name}`.trimEnd(), ...videoDetails(device)])
    .join('\n');
}

function videoDetails({ formats, problem }: VideoDevice): string[] {
  if (problem !== null) return [`    cannot be opened: ${problem}${rightsHint(problem)}`];
  const width = Math.max(...formats.map(({ name }) => name.length));
  return formats.map(({ name, sizes }) => `    ${name.padEnd(width)}  ${sizes.join(' ')}`.trimEnd());
}

function rightsHint(problem: string): string {
  if (!problem.includes('Permission denied')) return '';
  return '\n    What to do: `sudo usermod -aG video $USER`, then sign in again.';
}
