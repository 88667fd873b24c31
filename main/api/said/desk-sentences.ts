/** What the station says to the quality engineer. */
export const deskSentences = {
  limitsChanged: 'Somebody else has changed the limits of this recipe meanwhile. Look at them and try again.',
  limitsUnknown: 'There is no such version of limits.',
  limitsNotWaiting: 'This version does not wait for approval any more.',
  limitsSamePerson: 'Whoever saved these limits cannot approve them; somebody else has to.',
  limitsWrongClass: 'The bundle of this recipe knows no class {{name}}. It knows {{known}}.',
  limitsCrossed: 'For {{name}} the lower limit must be below the upper one.',
  limitsBelowFloor: 'For {{name}} scores below {{floor}} are never seen, so the lower limit cannot be lower.',
  limitsOtherRecipe: 'Limits can be changed for the recipe that runs: {{name}}.',
  whatIfUnknownJob: 'This trial is over, or the station was started anew. Start it again.',
  whatIfBundleFilter: 'Another bundle can be tried on a period, shifts, bundles and verdicts; not on other conditions.',
  whatIfFailed: 'The trial could not go on: {{why}}',
} as const;
