/** The quality desk in English. */
import { partWords } from './part-en.ts';
import { partsWords } from './parts-en.ts';
import { reportWords } from './report-en.ts';
import { whatIfWords } from './what-if-en.ts';

export const quality = {
  quality: {
    tabs: 'Tabs of the quality desk',
  },
  qualityTab: {
    parts: 'Parts',
    'what-if': 'What if',
    report: 'Report',
    audit: 'Audit',
    reviewers: 'Reviewers',
    studies: 'Studies',
    history: 'History',
  },
  asking: {
    failed: 'The station could not answer',
    notAllowed: 'This needs other rights',
    notAllowedDetail: 'Sign in as quality or as administrator. The key of your name at the top right leads there.',
    again: 'Try again',
  },
  ...partsWords,
  ...partWords,
  ...whatIfWords,
  ...reportWords,
} as const;
