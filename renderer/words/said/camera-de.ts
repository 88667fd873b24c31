/** Was die Station über ihre Kamera sagt. */
import type { cameraSentences } from '../../../main/api/said/camera-sentences.ts';

export const cameraGerman: Readonly<Record<keyof typeof cameraSentences, string>> = {
  pipelineSilent: 'Die Verarbeitung gibt kein Lebenszeichen: Kein Teil wird beurteilt.',
  pipelineSilentRemedy: 'Station neu starten; kommt es wieder vor, das Protokoll einsenden.',
  cameraGivesNothing: 'die Kamera liefert keine Bilder mehr',
  cameraUnexpected: 'unerwarteter Fehler der Kamera: {{why}}',
  cameraNotOpen: 'die Kamera ist nicht geöffnet und kann deshalb nicht ausgelöst werden',
  cameraThreadEnded: 'der Thread der Kamera hat sich von selbst beendet ({{why}})',
  cameraThreadRestarts: 'Er wird von selbst neu gestartet.',
  cameraThreadGivenUp:
    'Er endete mehr als {{times}} Mal in einer Minute: Kamera und Treiber prüfen, dann die Station neu starten.',

  uvcTakesNoTrigger: 'eine UVC-Kamera läuft frei und kann nicht ausgelöst werden',
  uvcEnded: 'die Kamera {{device}} hat aufgehört: {{why}}',
  uvcEndedRemedy:
    'Prüfen: Kabel der Kamera, ob ein anderes Programm sie benutzt, und ob sie Größe und Bildrate des Rezepts hat.',
  uvcOtherSize: 'das Rezept verlangt {{asked}}, und die Kamera {{device}} sendet {{sent}}',
  uvcOtherSizeRemedy:
    'camera.width auf {{width}} und camera.height auf {{height}} setzen, oder eine Größe und ein camera.inputFormat ' +
    'wählen, das die Kamera hat: `npm run station -- cameras` zählt sie auf.',
  uvcStalled: 'die Kamera {{device}} hat seit {{seconds}} s nichts gesendet und sich auch nicht beendet',
  uvcStalledRemedy:
    'Die Station startet sie neu. Kommt es wieder vor: Kabel, Stromversorgung und Last am USB-Anschluss prüfen.',
  uvcSilent: 'die Kamera {{device}} hat in {{seconds}} s nichts gesendet',
  uvcSilentRemedy: 'Prüfen, ob ein anderes Programm die Kamera benutzt; dann sie ab- und wieder anstecken.',
  uvcNotTriggered: 'eine UVC-Kamera kann nicht ausgelöst werden (trigger.mode {{mode}})',
  uvcNotTriggeredRemedy: 'trigger.mode auf free-run setzen oder eine GenICam-Kamera nehmen.',
  uvcPixelFormat: 'eine UVC-Kamera liefert kein {{pixelFormat}}',
  uvcPixelFormatRemedy: 'camera.pixelFormat auf RGB8, BGR8, Mono8 oder Mono16 setzen.',
  ffmpegMissing: 'eine UVC-Kamera braucht ffmpeg, und `{{ffmpeg}}` ist nicht installiert',
  ffmpegMissingRemedy:
    'Installieren (Debian und Ubuntu: `apt-get install ffmpeg`) oder mit camera.ffmpeg angeben, wo es liegt.',
  programNotStarted: '{{program}} lässt sich nicht starten: {{why}}',

  firstGenicam: 'die erste GenICam-Kamera',
  cameraNotOpened: '{{name}} lässt sich nicht öffnen: {{why}}',
  itDoesNotAnswer: 'sie antwortet nicht',
  noneAnswers: 'keine antwortet',
  otherCamerasAnswer:
    'Kameras, die antworten: {{names}}. Strom, Kabel und Netzwerkadresse der Kamera prüfen, und camera.device im Rezept.',
  noCameraAnswers:
    'Überhaupt keine GenICam-Kamera antwortet. Strom, Kabel und Netzwerkadresse der Kamera prüfen, und camera.device im Rezept.',
  cameraTaken: 'ein anderes Programm steuert die Kamera {{device}}',
  cameraTakenRemedy: 'Dieses Programm schließen; die Station übernimmt die Kamera dann von selbst.',
  cameraHasNoStream: '{{name}} hat keinen Datenstrom',
  restartCamera: 'Kamera neu starten.',
  cameraControlLost: 'die Steuerung der Kamera ist verloren',
  cameraControlLostRemedy:
    'Das Programm schließen, das sie übernommen hat, oder ihr Netz prüfen; die Station übernimmt sie dann von selbst wieder.',
  cameraDoesNotAnswerRemedy: 'Stromversorgung und Kabel prüfen; die Station öffnet sie von selbst wieder.',
  cameraDoesNotAnswer: 'die Kamera sendet nichts und antwortet nicht',
  cameraSendsNoFrames: 'die Kamera antwortet, sendet aber keine Bilder',
  cameraSendsNoFramesRemedy: 'Firewall, Paketgröße und Bandbreite ihres Netzes prüfen; die Station startet sie neu.',
  cameraDisobeyed: 'die Kamera hat nicht getan, was ihr gesagt wurde: {{why}}',
  cameraDidNotStop: 'die Kamera hat nicht angehalten: {{why}}',
  cameraNotSoftware: 'diese Kamera ist nicht auf Auslösung durch Software eingestellt',
  cameraRefuses: 'die Kamera lehnt {{setting}} ab: {{why}}',
  cameraRefusesRemedy: 'Diese Einstellung im Kamerateil des Rezepts berichtigen oder eine andere Kamera nehmen.',
  cameraOtherGeometry: 'die Kamera liefert {{delivered}}, das Rezept verlangt {{wanted}}',
  cameraOtherGeometryRemedy: 'Im Rezept width, height und pixelFormat der Kamera auf Werte setzen, die sie hat.',
  genicamNotHere: 'GenICam-Kameras gibt es unter {{platform}} noch nicht',
  genicamNotHereRemedy: 'Station unter Linux betreiben oder eine UVC-Kamera nehmen (camera.kind: uvc, input: dshow).',
  aravisMissing: 'GenICam-Kameras brauchen die Bibliothek Aravis, und {{library}} ist nicht installiert',
  aravisMissingRemedy:
    'Installieren: Debian und Ubuntu `apt-get install libaravis-0.8-0`, macOS `brew install aravis`.',
  aravisOtherVersion: 'diese Aravis-Bibliothek hat eine andere Version: {{why}}',
  aravisOtherVersionRemedy: 'Version 0.8 installieren (Debian und Ubuntu: `apt-get install libaravis-0.8-0`).',

  replayUnplugged: 'das Kabel der Aufzeichnung ist gezogen',
  replayUnpluggedFor: 'das Kabel der Aufzeichnung ist noch {{seconds}} s lang gezogen',
  replayUnpluggedRemedy: 'Warten: Es wird von selbst wieder angesteckt.',
  replayTakesNoTrigger: 'diese Aufzeichnung läuft frei und kann nicht ausgelöst werden',
  replayEmpty: 'im Ordner {{folder}} ist kein Bild',
  replayEmptyRemedy: 'JPEG- oder PNG-Bilder hineinlegen, oder camera.source auf den Ordner setzen, der sie hat.',
  replayUnreadable: 'der Ordner {{folder}} der Aufzeichnung ist nicht lesbar: {{why}}',
  replayUnreadableRemedy:
    'camera.source auf einen Ordner mit JPEG- oder PNG-Bildern setzen, oder auf einen rohen Clip (clip.raw neben clip.json).',
  replayNothingReadable: 'in {{place}} ist kein lesbares Bild',
  replayNothingReadableRemedy:
    'JPEG- oder PNG-Bilder hineinlegen, die sich in einem Bildbetrachter öffnen lassen, oder camera.source auf einen anderen Ordner setzen.',
  pictureLeftOut: 'ausgelassen: {{why}}',
  pictureNotDecoded: 'das Bild {{file}} lässt sich nicht dekodieren: {{why}}',
  simulatedBoards: 'simulierte Leiterplatten, Startzahl {{seed}}',
  boardsRendered: 'Leiterplatten werden gezeichnet: {{percent}} %',
  boardsNotKept: 'die gezeichneten Leiterplatten werden nicht aufbewahrt: {{why}}',
  boardsNotRendered: 'die simulierten Leiterplatten lassen sich nicht zeichnen: {{why}}',
  boardsNotRenderedRemedy: 'camera.seed auf eine andere Zahl setzen, oder camera.boards auf eine kleinere.',
};
