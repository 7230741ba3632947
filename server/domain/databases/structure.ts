import { createHash } from 'node:crypto'
import type { Said } from '../../contract/said.ts'
import { ownWords } from './definition-words.ts'

/** In the order in which they can be created again: a view may call a function, a trigger may read a view. */
export const OBJECT_KINDS = ['function', 'procedure', 'view', 'trigger', 'event'] as const

export type ObjectKind = (typeof OBJECT_KINDS)[number]

/** One table as the server defines it, without what changes while nobody changes the table (AUTO_INCREMENT, physical options of OceanBase). */
export interface TableDefinition {
  name: string
  definition: string
  /** SHA-256 of the definition. */
  fingerprint: string
}

/** A view, trigger, routine or event as the text of one statement, with the session settings under which it has to be created. */
export interface StoredObject {
  kind: ObjectKind
  name: string
  /** The table of a trigger. */
  table: string | null
  /** As the server spells it; `NONE` on old OceanBase: the account that asks. */
  definer: string
  /** Creates the object in the current database. Names without a database are those of the object's own. */
  statement: string
  /** Null where the server keeps none for this kind. */
  sqlMode: string | null
  characterSetClient: string | null
  collationConnection: string | null
  /** Default collation of the database when the object was created: texts inside a routine have it. */
  databaseCollation: string | null
  /** Of an event. */
  timeZone: string | null
  /** Place among the triggers of its table, which may depend on their order. */
  order: number | null
  /** SHA-256 of all of the above. */
  fingerprint: string
}

/** Something that the panel cannot carry through a backup and back, and why. An upgrade does not begin with one of these. */
export interface Uncarried {
  kind: string
  name: string
  why: Said
  /** The server's own words. */
  raw: string | null
}

/** What a database is made of, by its catalogue alone. Tables and objects are sorted. */
export interface Structure {
  database: string
  characterSet: string
  collation: string
  /** What SHOW CREATE DATABASE says beside them. Absent in backups of earlier versions. */
  options?: string
  tables: TableDefinition[]
  /** In an order in which they can be created, as far as kinds tell: views on views may need a second try. */
  objects: StoredObject[]
  uncarried: Uncarried[]
}

/** A table that keeps its rows of the past, as its definition says. */
export function isSystemVersioned(definition: string): boolean {
  return /\) .*\bWITH SYSTEM VERSIONING\b/.test(ownWords(definition))
}

export function fingerprintOf(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

export function withFingerprint(object: Omit<StoredObject, 'fingerprint'>): StoredObject {
  const { kind, name, table, definer, statement, sqlMode, characterSetClient, collationConnection } = object
  const { databaseCollation, timeZone, order } = object
  const all = [kind, name, table, definer, statement, sqlMode, characterSetClient, collationConnection, databaseCollation, timeZone, order]
  return { ...object, fingerprint: fingerprintOf(JSON.stringify(all)) }
}
