/** What the station says about its camera. */
export const cameraSentences = {
  pipelineSilent: 'The pipeline gives no sign of life: no part is judged.',
  pipelineSilentRemedy: 'Start the station again; send the log if it happens again.',
  cameraGivesNothing: 'the camera gives no pictures any more',
  cameraUnexpected: 'the camera failed unexpectedly: {{why}}',
  cameraNotOpen: 'the camera is not open, so it cannot be triggered',
  cameraThreadEnded: "the camera's thread ended by itself ({{why}})",
  cameraThreadRestarts: 'It is started again by itself.',
  cameraThreadGivenUp:
    'It died more than {{times}} times in a minute: check the camera and its driver, then restart the station.',

  uvcTakesNoTrigger: 'a UVC camera runs free and takes no trigger',
  uvcEnded: 'the camera {{device}} ended: {{why}}',
  uvcEndedRemedy:
    "Check the camera's cable, that no other program uses it, and that it has the recipe's size and rate.",
  uvcOtherSize: 'the recipe asks for {{asked}}, and the camera {{device}} sends {{sent}}',
  uvcOtherSizeRemedy:
    'Set camera.width to {{width}} and camera.height to {{height}}, or choose a size and a camera.inputFormat that the camera has: `npm run station -- cameras` lists them.',
  uvcStalled: 'the camera {{device}} has sent nothing for {{seconds}} s, and has not ended either',
  uvcStalledRemedy:
    'The station starts it anew. If this comes again, check its cable, its power and the load on its USB port.',
  uvcSilent: 'the camera {{device}} sent nothing in {{seconds}} s',
  uvcSilentRemedy: 'Check that no other program uses the camera, then unplug it and plug it in again.',
  uvcNotTriggered: 'a UVC camera cannot be triggered (trigger.mode {{mode}})',
  uvcNotTriggeredRemedy: 'Set trigger.mode to free-run, or use a GenICam camera.',
  uvcPixelFormat: 'a UVC camera does not deliver {{pixelFormat}}',
  uvcPixelFormatRemedy: 'Set camera.pixelFormat to RGB8, BGR8, Mono8 or Mono16.',
  ffmpegMissing: 'a UVC camera needs ffmpeg, and `{{ffmpeg}}` is not installed',
  ffmpegMissingRemedy:
    'Install it (Debian and Ubuntu: `apt-get install ffmpeg`), or set camera.ffmpeg to where it lies.',
  programNotStarted: '{{program}} cannot be started: {{why}}',

  firstGenicam: 'the first GenICam camera',
  cameraNotOpened: '{{name}} cannot be opened: {{why}}',
  itDoesNotAnswer: 'it does not answer',
  noneAnswers: 'none answers',
  otherCamerasAnswer:
    "Cameras that answer: {{names}}. Check the camera's power, cable and network address, and camera.device in the recipe.",
  noCameraAnswers:
    "No GenICam camera answers at all. Check the camera's power, cable and network address, and camera.device in the recipe.",
  cameraTaken: 'another program controls the camera {{device}}',
  cameraTakenRemedy: 'Close that program; the station takes the camera over by itself then.',
  cameraHasNoStream: '{{name}} has no stream',
  restartCamera: 'Restart the camera.',
  cameraControlLost: 'the control of the camera is lost',
  cameraControlLostRemedy:
    'Close the program that took it, or check its network; the station takes it over again by itself.',
  cameraDoesNotAnswer: 'the camera sends nothing and does not answer',
  cameraDoesNotAnswerRemedy: 'Check its power and its cable; the station opens it again by itself.',
  cameraSendsNoFrames: 'the camera answers and sends no frames',
  cameraSendsNoFramesRemedy:
    'Check the firewall, the packet size and the bandwidth of its network; the station starts it anew.',
  cameraDisobeyed: 'the camera did not do what it was told: {{why}}',
  cameraDidNotStop: 'the camera did not stop: {{why}}',
  cameraNotSoftware: 'this camera is not set to software trigger',
  cameraRefuses: 'the camera refuses {{setting}}: {{why}}',
  cameraRefusesRemedy: "Correct this setting in the recipe's camera part, or choose another camera.",
  cameraOtherGeometry: 'the camera delivers {{delivered}}, the recipe wants {{wanted}}',
  cameraOtherGeometryRemedy: "Set the recipe's camera width, height and pixelFormat to values that this camera has.",
  genicamNotHere: 'GenICam cameras are not available yet on {{platform}}',
  genicamNotHereRemedy: 'Run the station on Linux, or use a UVC camera (camera.kind: uvc, input: dshow).',
  aravisMissing: 'GenICam cameras need the Aravis library, and {{library}} is not installed',
  aravisMissingRemedy:
    'Install it: on Debian and Ubuntu `apt-get install libaravis-0.8-0`, on macOS `brew install aravis`.',
  aravisOtherVersion: 'this Aravis library is of another version: {{why}}',
  aravisOtherVersionRemedy: 'Install version 0.8 (Debian and Ubuntu: `apt-get install libaravis-0.8-0`).',

  replayUnplugged: "the replay's cable is pulled",
  replayUnpluggedFor: "the replay's cable is pulled for another {{seconds}} s",
  replayUnpluggedRemedy: 'Wait: it is plugged in again by itself.',
  replayTakesNoTrigger: 'this replay runs free and takes no trigger',
  replayEmpty: 'there is no picture in the folder {{folder}}',
  replayEmptyRemedy: 'Put JPEG or PNG pictures there, or set camera.source to the folder that has them.',
  replayUnreadable: "the replay's folder {{folder}} cannot be read: {{why}}",
  replayUnreadableRemedy:
    'Set camera.source to a folder of JPEG or PNG pictures, or to a raw clip (clip.raw beside clip.json).',
  replayNothingReadable: 'there is no picture that can be read in {{place}}',
  replayNothingReadableRemedy:
    'Put JPEG or PNG pictures there that open in a picture viewer, or set camera.source to another folder.',
  pictureLeftOut: 'left out: {{why}}',
  pictureNotDecoded: 'the picture {{file}} cannot be decoded: {{why}}',
  simulatedBoards: 'simulated boards, seed {{seed}}',
  boardsRendered: 'boards are rendered: {{percent}} %',
  boardsNotKept: 'the rendered boards are not kept: {{why}}',
  boardsNotRendered: 'the simulated boards cannot be rendered: {{why}}',
  boardsNotRenderedRemedy: 'Set camera.seed to another number, or camera.boards to a smaller one.',
} as const;
