// --binary-mode: line ends inside routines stay as they are, and a line such as `quit` in a dump is an error and not an end with code 0.
// --skip-reconnect: a new session would go on without the fence and its settings. --max-allowed-packet: rows over the default 16 MB.
// --local-infile=0: no server, and no statement in a dump, can make the client send a file of the panel's machine.
const ALWAYS = [
  '--batch',
  '--binary-mode',
  '--local-infile=0',
  '--skip-reconnect',
  '--default-character-set=utf8mb4',
  '--max-allowed-packet=1G',
]

/** Arguments of the client that fills `database` from its standard input, beginning with `opening` (domain/restore-session.ts); the option file has to come first. */
export function restoreArguments(optionFile: string, database: string, opening: string | null): string[] {
  const first = opening === null ? [] : [`--init-command=${opening}`]
  // --defaults-file, not --defaults-extra-file: a `force` in the machine's settings would hide every error.
  // Named by an option: MySQL 9 takes a database called -x for one, also behind `--`.
  return [`--defaults-file=${optionFile}`, ...ALWAYS, ...first, `--database=${database}`]
}
