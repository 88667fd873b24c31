/** What the station says about asking the MES before a unit is inspected. */
export const syncReleaseSentences = {
  mesNoAnswerYet: 'its answer had not come when the part was decided',
  mesNotInTime: 'no answer within {{ms}} ms',
  mesTooMany: '{{count}} units are asked about already',
  mesTargetGone: 'the target that should be asked is not there any more; choose another at Health, Sync',
  mesNobodyListens: 'the process that asks is being started',
  mesOtherRecipe: 'the MES expects {{expected}}, and {{recipe}} runs',
} as const;
