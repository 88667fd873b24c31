/** One step of the database's shape. Never edited once released: a later step mends what an earlier one got wrong. */
export interface Migration {
  /** Becomes SQLite's `user_version`; 1, 2, 3 … without gaps. */
  readonly number: number;
  readonly purpose: string;
  readonly sql: string;
  /**
   * It edits the shape of a table where SQLite keeps it, as SQLite's manual has it for rules that rows keep anyway (ALTER
   * TABLE, "Making Other Kinds Of Table Schema Changes"). SQLite refuses that unless it is asked.
   */
  readonly rewritesSchema?: true;
}
