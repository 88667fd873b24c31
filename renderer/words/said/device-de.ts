/** Was die Station über Scanner, Pedale und Leuchten sagt. */
import type { deviceSentences } from '../../../main/api/said/device-sentences.ts';

export const deviceGerman: Readonly<Record<keyof typeof deviceSentences, string>> = {
  hidMissing: 'Geräte sind nicht erreichbar: {{why}}',
  hidMissingRemedy:
    'Scanner, Pedale und Leuchten werden nicht verwendet; alles andere läuft weiter. Sightline neu installieren, unter Linux auch libudev1, und die Station neu starten.',
  deviceBusy: 'Ein anderes Programm benutzt das Gerät: {{why}}',
  deviceBusyRemedy: 'Das andere Programm schließen. Die Station versucht es von selbst wieder.',
  deviceNoPermission: 'Die Station darf {{path}} nicht öffnen.',
  deviceUdevRemedy:
    'Das Recht mit /etc/udev/rules.d/70-sightline.rules geben (main/README.md, Abschnitt „Devices“), dann das Gerät ab- und wieder anstecken.',
  deviceNoPermissionRemedy:
    'In den Einstellungen des Betriebssystems erlauben. Eine Tastatur lässt sich unter Windows so nicht lesen: stattdessen ihre Tasten anlernen.',
  deviceFault: 'Das Gerät antwortet nicht: {{why}}',
  deviceFaultRemedy: 'Ab- und wieder anstecken. Die Station versucht es von selbst wieder.',
  buttonTaken: 'Diese Taste tut schon etwas anderes.',
  buttonTakenRemedy: 'Erst das andere wegnehmen, dann die neue Aktion geben.',
  noStackLight: 'Diese Station hat keine Signalsäule.',
  typedElsewhere: 'Ein Code von einem anderen Platz gehört nicht zum Teil an der Linie.',
  noVirtualDevice: 'Es gibt kein virtuelles Gerät {{id}}.',
};
