export interface ReasonCount {
  readonly reason: string;
  readonly count: number;
}

/** At most `most` rows; what does not fit is summed up in a last row with the reason ''. */
export function topReasons(pareto: readonly ReasonCount[], most: number): readonly ReasonCount[] {
  if (pareto.length <= most) return pareto;
  const rest = pareto.slice(most - 1).reduce((sum, row) => sum + row.count, 0);
  return [...pareto.slice(0, most - 1), { reason: '', count: rest }];
}
