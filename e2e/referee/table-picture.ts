export interface TablePicture {
  /** SHOW CREATE TABLE as the dump has it, without the next number of AUTO_INCREMENT. */
  definition: string
  nextNumber: number | null
  /** Of the rows; empty where there are none. */
  columns: string[]
  rows: string[][]
  /** Values of FLOAT columns, each column's in order: a dump prints six digits of them, and the server keeps more. */
  floats: string[]
}

export interface DatabasePicture {
  /** CREATE DATABASE with its character set and collation. */
  options: string
  tables: Record<string, TablePicture>
  views: Record<string, string>
  /** Triggers, routines and events as text. */
  objects: string
}
