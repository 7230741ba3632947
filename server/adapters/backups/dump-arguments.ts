export type DumpContents = 'data' | 'objects' | 'nothing'

// --single-transaction: one snapshot of all tables even if a forgotten writer lives; needs no LOCK TABLES and works on OceanBase.
// --skip-add-locks: the restore goes into a new database that nobody uses, and needs no LOCK TABLES either.
// --hex-blob: no byte of a BLOB depends on a character set. --max-allowed-packet: rows over the default 24 MB.
const ALWAYS = [
  '--single-transaction',
  '--skip-lock-tables',
  '--skip-add-locks',
  '--hex-blob',
  '--default-character-set=utf8mb4',
  '--max-allowed-packet=1G',
]

// Only where the tool knows them. Tablespaces need PROCESS; column statistics and GTIDs do not exist on MariaDB and OceanBase.
const WHERE_KNOWN = [
  ['no-tablespaces', '--no-tablespaces'],
  ['column-statistics', '--column-statistics=0'],
  ['set-gtid-purged', '--set-gtid-purged=OFF'],
] as const

const CONTENTS: Record<DumpContents, string[]> = {
  // Step 2.3 of the document dumps without triggers; they go into the objects file beside it, with routines and events.
  data: ['--triggers=false'],
  objects: ['--no-data', '--no-create-info', '--triggers', '--routines', '--events'],
  nothing: ['--no-data', '--no-create-info', '--triggers=false'],
}

/** Arguments of the dump tool. `help` is its --help text; the option file has to come first, the database behind `--`. */
export function dumpArguments(help: string, optionFile: string, contents: DumpContents, database: string): string[] {
  const known = WHERE_KNOWN.filter(([name]) => new RegExp(`^\\s+(-\\w, )?--(\\[no-\\])?${name}\\b`, 'm').test(help)).map(([, flag]) => flag)
  // --defaults-file, not --defaults-extra-file: settings of the machine, such as compact or where, would change what a backup holds.
  return [`--defaults-file=${optionFile}`, ...ALWAYS, ...known, ...CONTENTS[contents], '--', database]
}
