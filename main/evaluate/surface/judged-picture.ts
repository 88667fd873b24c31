/** What is measured of a picture: its scores, and how high each labelled defect scores. */

export interface JudgedPicture {
  readonly image: string;
  readonly place: string;
  /** Of the photograph as it came: `1130×460`. */
  readonly size: string;
  readonly isDefective: boolean;
  /** In the order of the bundle's classes; of the zone, where there is one. */
  readonly classScores: readonly number[];
  /** The highest of them. */
  readonly score: number;
  readonly defects: readonly JudgedDefect[];
}

export interface JudgedDefect {
  /** Position in the bundle's classes. */
  readonly class: number;
  /** Highest score of its class in cells on the defect or next to it, inside the zone. */
  readonly peak: number;
}
