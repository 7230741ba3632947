/** The base tables to dump, or none: then the tool only proves that it can talk to this server. */
export type DumpContents = { tables: string[]; withoutRows?: true } | 'nothing'

// --single-transaction: one snapshot of all tables even if a forgotten writer lives; needs no LOCK TABLES and works on OceanBase.
// --skip-add-locks: the restore goes into a new database that nobody uses, and needs no LOCK TABLES either.
// --hex-blob: no byte of a BLOB depends on a character set. --max-allowed-packet: rows over the default 24 MB.
// --loose-local-infile: no server may ask for a file of the panel's machine. Not every dump tool knows it by name, and none may need it.
// --triggers=false, as step 2.3 of the document has it: triggers, views and routines are kept as text, and no client program parses them.
const ALWAYS = [
  '--loose-local-infile=0',
  '--single-transaction',
  '--skip-lock-tables',
  '--skip-add-locks',
  '--hex-blob',
  '--default-character-set=utf8mb4',
  '--max-allowed-packet=1G',
  '--triggers=false',
]

// Only where the tool knows them. Tablespaces need PROCESS; column statistics and GTIDs do not exist on MariaDB and OceanBase;
// without the history a system-versioned table comes back without its past.
const WHERE_KNOWN = [
  ['no-tablespaces', '--no-tablespaces'],
  ['column-statistics', '--column-statistics=0'],
  ['set-gtid-purged', '--set-gtid-purged=OFF'],
  ['dump-history', '--dump-history'],
] as const

/** Whether the tool has this option, by its --help text. */
export function knowsOption(help: string, name: string): boolean {
  return new RegExp(`^\\s+(-\\w, )?--(\\[no-\\])?${name}\\b`, 'm').test(help)
}

/** Arguments of the dump tool. `help` is its --help text; the option file has to come first, the names behind `--`. */
export function dumpArguments(help: string, optionFile: string, contents: DumpContents, database: string): string[] {
  const known = WHERE_KNOWN.filter(([name]) => knowsOption(help, name)).map(([, flag]) => flag)
  const tables = contents === 'nothing' ? [] : contents.tables
  // A database without a table named behind it is dumped whole, with its views.
  const nothing = tables.length === 0 ? ['--no-data', '--no-create-info'] : []
  const definitions = contents !== 'nothing' && contents.withoutRows && tables.length > 0 ? ['--no-data'] : []
  // --defaults-file, not --defaults-extra-file: settings of the machine, such as compact or where, would change what a backup holds.
  return [`--defaults-file=${optionFile}`, ...ALWAYS, ...known, ...nothing, ...definitions, '--', database, ...tables]
}
