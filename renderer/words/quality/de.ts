/** Der Arbeitsplatz der Qualität auf Deutsch. */
import type { SameKeys } from '../same-keys.ts';
import type { quality } from './en.ts';
import { partGerman } from './part-de.ts';
import { partsGerman } from './parts-de.ts';
import { reportGerman } from './report-de.ts';
import { whatIfGerman } from './what-if-de.ts';

export const qualityGerman: SameKeys<typeof quality> = {
  quality: {
    tabs: 'Register des Qualitätsplatzes',
  },
  qualityTab: {
    parts: 'Teile',
    'what-if': 'Was wäre wenn',
    report: 'Bericht',
    audit: 'Stichprobe',
    reviewers: 'Prüfende',
    studies: 'Studien',
    history: 'Verlauf',
  },
  asking: {
    failed: 'Die Station konnte nicht antworten',
    notAllowed: 'Dafür braucht es andere Rechte',
    notAllowedDetail:
      'Melden Sie sich als Qualität oder Verwaltung an. Die Taste Ihres Namens oben rechts führt dorthin.',
    again: 'Noch einmal',
  },
  ...partsGerman,
  ...partGerman,
  ...whatIfGerman,
  ...reportGerman,
};
