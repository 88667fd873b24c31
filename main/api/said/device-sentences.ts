/** What the station says about scanners, pedals and lights. */
export const deviceSentences = {
  hidMissing: 'Devices cannot be reached: {{why}}',
  hidMissingRemedy:
    'Scanners, pedals and lights are not used; everything else runs on. Install Sightline again, on Linux also libudev1, and restart the station.',
  deviceBusy: 'Another program uses the device: {{why}}',
  deviceBusyRemedy: 'Close the other program. The station tries again by itself.',
  deviceNoPermission: 'The station may not open {{path}}.',
  deviceUdevRemedy:
    'Give it the right with /etc/udev/rules.d/70-sightline.rules (main/README.md, Devices), then unplug the device and plug it in again.',
  deviceNoPermissionRemedy:
    'Allow it in the settings of the operating system. A keyboard cannot be read this way on Windows: let the station learn its keys instead.',
  deviceFault: 'The device does not answer: {{why}}',
  deviceFaultRemedy: 'Unplug it and plug it in again. The station tries again by itself.',
  buttonTaken: 'This button does something else already.',
  buttonTakenRemedy: 'Take that away first, then give it the new one.',
  noStackLight: 'This station has no stack light.',
  typedElsewhere: 'A code from another desk is not of the part at the line.',
  noVirtualDevice: 'There is no virtual device {{id}}.',
} as const;
