/** Lo que la estación dice de su cámara. */
import type { cameraSentences } from '../../../main/api/said/camera-sentences.ts';

export const cameraSpanish: Readonly<Record<keyof typeof cameraSentences, string>> = {
  pipelineSilent: 'La cadena de proceso no da señales de vida: no se juzga ninguna pieza.',
  pipelineSilentRemedy: 'Arranque la estación de nuevo; envíe el registro si vuelve a ocurrir.',
  cameraGivesNothing: 'la cámara ya no da imágenes',
  cameraUnexpected: 'la cámara falló de forma inesperada: {{why}}',
  cameraNotOpen: 'la cámara no está abierta, así que no se puede disparar',
  cameraThreadEnded: 'el hilo de la cámara terminó por sí solo ({{why}})',
  cameraThreadRestarts: 'Se arranca de nuevo por sí solo.',
  cameraThreadGivenUp:
    'Terminó más de {{times}} veces en un minuto: revise la cámara y su controlador y reinicie la estación.',

  uvcTakesNoTrigger: 'una cámara UVC corre libre y no acepta disparo',
  uvcEnded: 'la cámara {{device}} terminó: {{why}}',
  uvcEndedRemedy:
    'Revise el cable de la cámara, que ningún otro programa la use y que tenga el tamaño y la cadencia de la receta.',
  uvcOtherSize: 'la receta pide {{asked}} y la cámara {{device}} envía {{sent}}',
  uvcOtherSizeRemedy:
    'Ponga camera.width a {{width}} y camera.height a {{height}}, o elija un tamaño y un camera.inputFormat que la cámara tenga: `npm run station -- cameras` los lista.',
  uvcStalled: 'la cámara {{device}} no ha enviado nada en {{seconds}} s y tampoco ha terminado',
  uvcStalledRemedy:
    'La estación la arranca de nuevo. Si se repite, revise su cable, su alimentación y la carga de su puerto USB.',
  uvcSilent: 'la cámara {{device}} no envió nada en {{seconds}} s',
  uvcSilentRemedy: 'Compruebe que ningún otro programa use la cámara, desconéctela y conéctela de nuevo.',
  uvcNotTriggered: 'una cámara UVC no se puede disparar (trigger.mode {{mode}})',
  uvcNotTriggeredRemedy: 'Ponga trigger.mode a free-run, o use una cámara GenICam.',
  uvcPixelFormat: 'una cámara UVC no entrega {{pixelFormat}}',
  uvcPixelFormatRemedy: 'Ponga camera.pixelFormat a RGB8, BGR8, Mono8 o Mono16.',
  ffmpegMissing: 'una cámara UVC necesita ffmpeg, y `{{ffmpeg}}` no está instalado',
  ffmpegMissingRemedy:
    'Instálelo (Debian y Ubuntu: `apt-get install ffmpeg`), o ponga en camera.ffmpeg dónde se encuentra.',
  programNotStarted: 'no se puede arrancar {{program}}: {{why}}',

  firstGenicam: 'la primera cámara GenICam',
  cameraNotOpened: 'no se puede abrir {{name}}: {{why}}',
  itDoesNotAnswer: 'no responde',
  noneAnswers: 'ninguna responde',
  otherCamerasAnswer:
    'Cámaras que responden: {{names}}. Revise la alimentación, el cable y la dirección de red de la cámara, y camera.device en la receta.',
  noCameraAnswers:
    'No responde ninguna cámara GenICam. Revise la alimentación, el cable y la dirección de red de la cámara, y camera.device en la receta.',
  cameraTaken: 'otro programa controla la cámara {{device}}',
  cameraTakenRemedy: 'Cierre ese programa; la estación toma entonces la cámara por sí sola.',
  cameraHasNoStream: '{{name}} no tiene flujo de datos',
  restartCamera: 'Reinicie la cámara.',
  cameraControlLost: 'se perdió el control de la cámara',
  cameraControlLostRemedy:
    'Cierre el programa que la tomó, o revise su red; la estación la vuelve a tomar por sí sola.',
  cameraDoesNotAnswerRemedy: 'Revise su alimentación y su cable; la estación la abre de nuevo por sí sola.',
  cameraDoesNotAnswer: 'la cámara no envía nada y no responde',
  cameraSendsNoFrames: 'la cámara responde y no envía imágenes',
  cameraSendsNoFramesRemedy:
    'Revise el cortafuegos, el tamaño de paquete y el ancho de banda de su red; la estación la arranca de nuevo.',
  cameraDisobeyed: 'la cámara no hizo lo que se le pidió: {{why}}',
  cameraDidNotStop: 'la cámara no se detuvo: {{why}}',
  cameraNotSoftware: 'esta cámara no está puesta en disparo por software',
  cameraRefuses: 'la cámara rechaza {{setting}}: {{why}}',
  cameraRefusesRemedy: 'Corrija este ajuste en la parte de la cámara de la receta, o elija otra cámara.',
  cameraOtherGeometry: 'la cámara entrega {{delivered}}, la receta quiere {{wanted}}',
  cameraOtherGeometryRemedy:
    'Ponga width, height y pixelFormat de la cámara en la receta a valores que esta cámara tenga.',
  genicamNotHere: 'las cámaras GenICam aún no están disponibles en {{platform}}',
  genicamNotHereRemedy: 'Use la estación en Linux, o una cámara UVC (camera.kind: uvc, input: dshow).',
  aravisMissing: 'las cámaras GenICam necesitan la biblioteca Aravis, y {{library}} no está instalada',
  aravisMissingRemedy:
    'Instálela: en Debian y Ubuntu `apt-get install libaravis-0.8-0`, en macOS `brew install aravis`.',
  aravisOtherVersion: 'esta biblioteca Aravis es de otra versión: {{why}}',
  aravisOtherVersionRemedy: 'Instale la versión 0.8 (Debian y Ubuntu: `apt-get install libaravis-0.8-0`).',

  replayUnplugged: 'el cable de la reproducción está desconectado',
  replayUnpluggedFor: 'el cable de la reproducción sigue desconectado {{seconds}} s más',
  replayUnpluggedRemedy: 'Espere: se conecta de nuevo por sí solo.',
  replayTakesNoTrigger: 'esta reproducción corre libre y no acepta disparo',
  replayEmpty: 'no hay ninguna imagen en la carpeta {{folder}}',
  replayEmptyRemedy: 'Ponga allí imágenes JPEG o PNG, o ponga en camera.source la carpeta que las tiene.',
  replayUnreadable: 'no se puede leer la carpeta de la reproducción {{folder}}: {{why}}',
  replayUnreadableRemedy:
    'Ponga en camera.source una carpeta de imágenes JPEG o PNG, o un clip en bruto (clip.raw junto a clip.json).',
  replayNothingReadable: 'no hay ninguna imagen legible en {{place}}',
  replayNothingReadableRemedy:
    'Ponga allí imágenes JPEG o PNG que se abran en un visor, o ponga otra carpeta en camera.source.',
  pictureLeftOut: 'se dejó fuera: {{why}}',
  pictureNotDecoded: 'no se puede decodificar la imagen {{file}}: {{why}}',
  simulatedBoards: 'placas simuladas, semilla {{seed}}',
  boardsRendered: 'se dibujan las placas: {{percent}} %',
  boardsNotKept: 'las placas dibujadas no se guardan: {{why}}',
  boardsNotRendered: 'no se pueden dibujar las placas simuladas: {{why}}',
  boardsNotRenderedRemedy: 'Ponga camera.seed a otro número, o camera.boards a uno menor.',
};
