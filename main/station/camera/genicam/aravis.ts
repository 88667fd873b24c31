/**
 * Aravis 0.8 (LGPL, loaded at run time): the calls that a camera needs, with the signatures of its C headers.
 *
 * Its objects are not thread-safe, except that buffers may be popped and pushed while another thread talks to the
 * device. So the `stream` calls are synchronous, and whoever uses the `control` calls lets one end before the next.
 */
import type { LibraryHandle } from 'koffi';
import { StationError } from '../../../api/errors.ts';
import { say } from '../../../api/said/say.ts';
import { deviceCall, errorTaker, loadFirst, native, type Pointer } from './native.ts';

const libraries = {
  linux: {
    aravis: 'libaravis-0.8.so.0',
    gobject: 'libgobject-2.0.so.0',
    glib: 'libglib-2.0.so.0',
    gio: 'libgio-2.0.so.0',
    c: 'libc.so.6',
  },
  darwin: {
    aravis: 'libaravis-0.8.0.dylib',
    gobject: 'libgobject-2.0.0.dylib',
    glib: 'libglib-2.0.0.dylib',
    gio: 'libgio-2.0.0.dylib',
    c: 'libSystem.B.dylib',
  },
} as const;
/** Where Homebrew installs, which the loader does not search. */
const folders = ['', '/opt/homebrew/lib/', '/usr/local/lib/'];

export type Aravis = ReturnType<typeof bind>;

let loaded: Aravis | null = null;

/** @throws StationError `not-found` with how to install the library. Loaded once per thread. */
export function loadAravis(): Aravis {
  loaded ??= bind(loadLibraries(librariesOf(process.platform)));
  return loaded;
}

interface Libraries {
  readonly aravis: LibraryHandle;
  readonly gobject: LibraryHandle;
  readonly glib: LibraryHandle;
  readonly gio: LibraryHandle;
  readonly c: LibraryHandle;
}

type LibraryNames = Readonly<Record<keyof Libraries, string>>;

/** @throws StationError `not-found` where there is no Aravis for the platform. */
export function librariesOf(platform: NodeJS.Platform): LibraryNames {
  if (platform === 'linux' || platform === 'darwin') return libraries[platform];
  throw new StationError(
    'not-found',
    say('genicamNotHere', { platform: platform === 'win32' ? 'Windows' : platform }),
    {
      remedy: say('genicamNotHereRemedy'),
    },
  );
}

/** @throws StationError `not-found` with how to install what is missing. */
export function loadLibraries(names: LibraryNames): Libraries {
  const load = (name: string): LibraryHandle => {
    const library = loadFirst(folders.map((folder) => folder + name));
    if (library) return library;
    throw new StationError('not-found', say('aravisMissing', { library: name }), {
      remedy: say('aravisMissingRemedy'),
    });
  };
  return {
    aravis: load(names.aravis),
    gobject: load(names.gobject),
    glib: load(names.glib),
    gio: load(names.gio),
    c: load(names.c),
  };
}

function bind(libraries: Libraries) {
  try {
    return {
      devices: bindDevices(libraries),
      control: bindControl(libraries),
      network: bindNetwork(libraries),
      stream: bindStream(libraries),
      copy: native<(target: Uint8Array, source: Pointer, bytes: number) => void>(
        libraries.c,
        'void *memcpy(void *target, void *source, size_t bytes)',
      ),
      unref: native<(object: Pointer) => void>(libraries.gobject, 'void g_object_unref(void *object)'),
    };
  } catch (cause) {
    throw new StationError('not-found', say('aravisOtherVersion', { why: String(cause) }), {
      cause,
      remedy: say('aravisOtherVersionRemedy'),
    });
  }
}

function bindDevices({ aravis }: Libraries) {
  const updateList = aravis.func('void arv_update_device_list()');
  return {
    /** Asks the network for about a second. */
    updateList: () =>
      new Promise<void>((resolve, reject) => {
        updateList.async((failure: unknown) => (failure ? reject(failure) : resolve()));
      }),
    count: native<() => number>(aravis, 'uint32 arv_get_n_devices()'),
    id: native<(index: number) => string>(aravis, 'const char *arv_get_device_id(uint32 index)'),
    address: native<(index: number) => string | null>(aravis, 'const char *arv_get_device_address(uint32 index)'),
    vendor: native<(index: number) => string | null>(aravis, 'const char *arv_get_device_vendor(uint32 index)'),
    model: native<(index: number) => string | null>(aravis, 'const char *arv_get_device_model(uint32 index)'),
    serial: native<(index: number) => string | null>(aravis, 'const char *arv_get_device_serial_nbr(uint32 index)'),
    protocol: native<(index: number) => string | null>(aravis, 'const char *arv_get_device_protocol(uint32 index)'),
  };
}

/** Calls to the device; each may take seconds when it does not answer, and runs on a thread of libuv's pool. */
function bindControl({ aravis, glib, gobject }: Libraries) {
  const takeError = errorTaker(glib);
  const call = <Args extends unknown[], Result = void>(definition: string): ((...args: Args) => Promise<Result>) =>
    deviceCall<Args, Result>(aravis, definition, takeError);
  const unref = gobject.func('void g_object_unref(void *object)');
  return {
    open: call<[string | null], Pointer | null>('void *arv_camera_new(const char *name, _Out_ void **e)'),
    setRegion: call<[Pointer, number, number, number, number]>(
      'void arv_camera_set_region(void *camera, int x, int y, int width, int height, _Out_ void **e)',
    ),
    setPixelFormat: call<[Pointer, string]>(
      'void arv_camera_set_pixel_format_from_string(void *camera, const char *format, _Out_ void **e)',
    ),
    pixelFormat: call<[Pointer], string | null>(
      'const char *arv_camera_get_pixel_format_as_string(void *camera, _Out_ void **e)',
    ),
    setAcquisitionMode: call<[Pointer, number]>(
      'void arv_camera_set_acquisition_mode(void *camera, int mode, _Out_ void **e)',
    ),
    hasFrameRate: call<[Pointer], number>('int arv_camera_is_frame_rate_available(void *camera, _Out_ void **e)'),
    setFrameRate: call<[Pointer, number]>('void arv_camera_set_frame_rate(void *camera, double hertz, _Out_ void **e)'),
    setExposureTime: call<[Pointer, number]>(
      'void arv_camera_set_exposure_time(void *camera, double us, _Out_ void **e)',
    ),
    setGain: call<[Pointer, number]>('void arv_camera_set_gain(void *camera, double gain, _Out_ void **e)'),
    clearTriggers: call<[Pointer]>('void arv_camera_clear_triggers(void *camera, _Out_ void **e)'),
    setTrigger: call<[Pointer, string]>(
      'void arv_camera_set_trigger(void *camera, const char *source, _Out_ void **e)',
    ),
    softwareTrigger: call<[Pointer]>('void arv_camera_software_trigger(void *camera, _Out_ void **e)'),
    integer: call<[Pointer, string], number | bigint>(
      'int64 arv_camera_get_integer(void *camera, const char *feature, _Out_ void **e)',
    ),
    payload: call<[Pointer], number>('uint32 arv_camera_get_payload(void *camera, _Out_ void **e)'),
    setPacketSize: call<[Pointer, number]>(
      'void arv_camera_gv_set_packet_size(void *camera, int bytes, _Out_ void **e)',
    ),
    autoPacketSize: call<[Pointer], number>('uint32 arv_camera_gv_auto_packet_size(void *camera, _Out_ void **e)'),
    createStream: call<[Pointer, null, null], Pointer | null>(
      'void *arv_camera_create_stream(void *camera, void *callback, void *data, _Out_ void **e)',
    ),
    startAcquisition: call<[Pointer]>('void arv_camera_start_acquisition(void *camera, _Out_ void **e)'),
    stopAcquisition: call<[Pointer]>('void arv_camera_stop_acquisition(void *camera, _Out_ void **e)'),
    /** Letting go of a camera tells it so, which takes seconds when it is not there any more. */
    release: (object: Pointer) =>
      new Promise<void>((resolve, reject) => {
        unref.async(object, (failure: unknown) => (failure ? reject(failure) : resolve()));
      }),
  };
}

/** None of these touches the network; all but the first two are for GigE Vision only. */
function bindNetwork({ aravis, gio }: Libraries) {
  const device = native<(camera: Pointer) => Pointer>(aravis, 'void *arv_camera_get_device(void *camera)');
  const isController = native<(device: Pointer) => number>(aravis, 'int arv_gv_device_is_controller(void *device)');
  const address = native<(device: Pointer) => Pointer>(aravis, 'void *arv_gv_device_get_device_address(void *device)');
  const ofSocket = native<(address: Pointer) => Pointer>(gio, 'void *g_inet_socket_address_get_address(void *address)');
  const isLoopback = native<(address: Pointer) => number>(gio, 'int g_inet_address_get_is_loopback(void *address)');
  return {
    /** 1: values outside their range are refused, with the range. */
    setRangeCheck: native<(camera: Pointer, policy: number) => void>(
      aravis,
      'void arv_camera_set_range_check_policy(void *camera, int policy)',
    ),
    isGigE: native<(camera: Pointer) => number>(aravis, 'int arv_camera_is_gv_device(void *camera)'),
    /** False when another program took the camera over, or its heartbeat stayed away. */
    isOurs: (camera: Pointer): boolean => isController(device(camera)) !== 0,
    isOnThisMachine: (camera: Pointer): boolean => isLoopback(ofSocket(address(device(camera)))) !== 0,
    /** 1: no packet socket. */
    setStreamOptions: native<(camera: Pointer, options: number) => void>(
      aravis,
      'void arv_camera_gv_set_stream_options(void *camera, int options)',
    ),
  };
}

function bindStream({ aravis, gobject }: Libraries) {
  return {
    setProperty: native<
      (stream: Pointer, name: string, type: 'int', value: number, end: 'void *', nothing: null) => void
    >(gobject, 'void g_object_set(void *object, const char *name, ...)'),
    newBuffer: native<(bytes: number) => Pointer>(aravis, 'void *arv_buffer_new_allocate(size_t bytes)'),
    push: native<(stream: Pointer, buffer: Pointer) => void>(
      aravis,
      'void arv_stream_push_buffer(void *stream, void *buffer)',
    ),
    pop: native<(stream: Pointer, us: number) => Pointer | null>(
      aravis,
      'void *arv_stream_timeout_pop_buffer(void *stream, uint64 us)',
    ),
    tryPop: native<(stream: Pointer) => Pointer | null>(aravis, 'void *arv_stream_try_pop_buffer(void *stream)'),
    status: native<(buffer: Pointer) => number>(aravis, 'int arv_buffer_get_status(void *buffer)'),
    data: native<(buffer: Pointer, size: [number]) => Pointer | null>(
      aravis,
      'void *arv_buffer_get_data(void *buffer, _Out_ size_t *size)',
    ),
    imageData: native<(buffer: Pointer, size: [number]) => Pointer | null>(
      aravis,
      'void *arv_buffer_get_image_data(void *buffer, _Out_ size_t *size)',
    ),
    timestamp: native<(buffer: Pointer) => number | bigint>(aravis, 'uint64 arv_buffer_get_timestamp(void *buffer)'),
    frameId: native<(buffer: Pointer) => number | bigint>(aravis, 'uint64 arv_buffer_get_frame_id(void *buffer)'),
    info: native<(stream: Pointer, name: string) => number | bigint>(
      aravis,
      'uint64 arv_stream_get_info_uint64_by_name(void *stream, const char *name)',
    ),
  };
}
