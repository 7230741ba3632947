import type { MetaDbServer } from '../../procedure/ports/metadb.ts'

// Dump: SELECT and SHOW VIEW; drop and create: DROP and CREATE; restore: INSERT, ALTER (disable keys), INDEX, REFERENCES, CREATE VIEW;
// trim: DELETE; ha.config: UPDATE. LOCK TABLES is not needed: dumps are snapshots and their files lock nothing.
const EVERYWHERE = ['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'CREATE', 'DROP', 'ALTER', 'INDEX', 'CREATE VIEW', 'SHOW VIEW']

// Without these an account does not even see that such objects exist, so a backup could miss them silently.
const OBJECTS = ['REFERENCES', 'TRIGGER', 'EVENT', 'CREATE ROUTINE', 'ALTER ROUTINE']

/** What dump, drop, create and restore of one database need. OceanBase has no privileges for triggers, events and references. */
export function neededPrivileges(flavour: MetaDbServer['flavour']): string[] {
  return flavour === 'oceanbase' ? EVERYWHERE : [...EVERYWHERE, ...OBJECTS]
}
