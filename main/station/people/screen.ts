/** A screen as its carrier knows it. */
export interface Screen {
  /** Of the browser's session, or of the window: the same when it connects again. */
  readonly key: string;
  /** It stands at the station itself; another desk has no rights before somebody signs in. */
  readonly isLocal: boolean;
}
