import type { WritableDatabase } from '../connection.ts';

/** One step of the journal database's schema. Never edited once merged; copies the SQL it needs. */
export interface Migration {
  /** `user_version` after the step. Steps of ten. */
  readonly version: number;
  readonly name: string;
  apply(database: WritableDatabase): void;
}
