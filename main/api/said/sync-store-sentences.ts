/** What the store says about targets of the MES. */
export const syncStoreSentences = {
  syncNoTarget: 'This target is not there any more.',
  syncNameTaken: 'Another target is named {{name}} already.',
  syncUnderWay: 'Something else is under way to {{name}}.',
  syncBehindCursor: '{{name}} has had these messages already.',
} as const;
