/** The tabs of the quality desk in their order; the digit of its place is a tab's key. Another tab is one more line. */
import type { ComponentType } from 'react';
import { StudiesScreen } from '../study/studies-screen.tsx';
import { AuditScreen } from './audit/audit-screen.tsx';
import { HistoryScreen } from './history/history-screen.tsx';
import { PartsScreen } from './parts/parts-screen.tsx';
import { ReportScreen } from './report/report-screen.tsx';
import { ReviewersScreen } from './reviewers/reviewers-screen.tsx';
import { WhatIfScreen } from './what-if/what-if-screen.tsx';

export interface QualityTab {
  /** In the address (`#/quality/ID`) and in the catalogue (`qualityTab.ID`). */
  readonly id: string;
  readonly Screen: ComponentType;
}

export const qualityTabs = [
  { id: 'parts', Screen: PartsScreen },
  { id: 'what-if', Screen: WhatIfScreen },
  { id: 'report', Screen: ReportScreen },
  { id: 'audit', Screen: AuditScreen },
  { id: 'reviewers', Screen: ReviewersScreen },
  { id: 'studies', Screen: StudiesScreen },
  { id: 'history', Screen: HistoryScreen },
] as const satisfies readonly QualityTab[];
