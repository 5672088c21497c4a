import type { ColumnType } from 'kysely';

/** timestamptz: a Date when read, a Date or ISO string when written. */
export type Time = ColumnType<Date, Date | string, Date | string>;
export type TimeNow = ColumnType<Date, Date | string | undefined, Date | string>;
export type TimeOrNull = ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
/** date: 'YYYY-MM-DD' both ways (see connection.ts). */
export type Day = string;
