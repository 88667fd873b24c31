/** What the station says about bringing records to the MES. */
export const syncSentences = {
  syncBehindParked: 'an earlier message about the same part is parked; this one waits behind it',
  syncTooLarge: 'the message has {{bytes}} bytes and the receiver takes {{limit}} at most',
  syncNoWord: 'the receiver said nothing about it',
  syncPutOff: 'the receiver has put it off {{times}} times while it took others: {{why}}',
  syncKindNotSent: 'messages of this kind are not sent to this target any more',
  syncMappingFailed: 'the mapping fails on this record: {{why}}',
  syncMappingUnreadable: 'the mapping for {{kind}} cannot be read: {{why}}',
  syncFailsOnIt: 'the receiver fails on this message, {{times}} times in a row, and is well otherwise: {{why}}',
  secretUnknown: 'this kind of target knows no secret named {{name}}',
  secretsUnreadable: 'the secrets in {{path}} cannot be read: {{why}}',
  secretsUnreadableRemedy: 'Move the file away and enter the secrets again at Health, Sync.',
} as const;
