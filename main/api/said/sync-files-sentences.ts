/** What the station says about records that it writes into a folder or onto a stick. */
export const syncFilesSentences = {
  filesFolderAway: 'the folder {{folder}} is not there',
  filesFolderAwayRemedy: 'Plug the stick in, or connect the network folder. The station goes on by itself.',
  filesStickAway: 'the folder {{folder}} is there, but not the stick or network drive that was mounted on it',
  filesStickAwayRemedy: 'Plug the stick in. If it shall go without one, enter another folder for the target.',
  filesNoFolder: '{{folder}} is no folder',
  filesNoFolderRemedy: 'Enter the absolute path of a folder.',
  filesNotAllowed: 'the station may not write into {{folder}} ({{why}})',
  filesNotAllowedRemedy: 'Give the user of the station the right to write there, or switch the write protection off.',
  filesFull: '{{folder}} has {{free}} MB left, and {{keep}} MB must stay free',
  filesFullRemedy: 'Take the files away and import them at the receiver, or plug in another stick.',
  filesNoRoom: 'there is no room left in {{folder}}',
  filesBroke: 'writing into {{folder}} failed ({{why}})',
  filesOtherStation: 'another station writes into {{folder}} under the name {{name}} (its number is {{id}})',
  filesOtherStationRemedy:
    'Two stations have one configuration: give this one another name. If the other is not in use any more, delete {{file}} there.',
  filesNoKey: 'the key with which this station signs is not there ({{why}})',
  filesNoKeyRemedy: 'The store makes it when it starts. If this stays, restart the station and look into the log.',
  filesReady: '{{folder}} can be written, {{free}} MB are free. Files are signed with the key {{key}}.',
} as const;
