import { type Login, withOptionFile } from './login.ts'
import { RefereeError } from './referee-error.ts'
import { tool } from './tool.ts'

export interface Dump {
  /** CREATE DATABASE with its options, tables and views. */
  definitions: string
  /** An INSERT a line. */
  rows: string
  /** Triggers, routines and events, in a file of their own: whatever stands in their bodies is never taken for a table or a row. */
  objects: string
}

/** mysqldump of MySQL wants more words than that of MariaDB, and each refuses the other's. */
export interface DumpTool {
  program: string
  /** What it takes beside the options that both families know. */
  options?: string[]
}

// Whatever is asked for is named here: a my.cnf of this machine must not change what is seen.
const ALWAYS = ['--skip-dump-date', '--comments', '--default-character-set=utf8mb4', '--tz-utc', '--quote-names', '--skip-lock-tables']
const DEFINITIONS = ['--no-data', '--skip-triggers', '--skip-add-drop-table', '--databases']
const ROWS = ['--no-create-info', '--skip-triggers', '--single-transaction', '--skip-extended-insert', '--complete-insert', '--hex-blob']
const BARE = ['--skip-add-locks', '--skip-disable-keys', '--order-by-primary']
const OBJECTS = ['--no-create-info', '--no-data', '--triggers', '--routines', '--events']

/** The database as the dump tool writes it. */
export async function dump(login: Login, database: string, { program, options = [] }: DumpTool = { program: 'mysqldump' }): Promise<Dump> {
  return await withOptionFile(login, async (account) => {
    const call = async (...args: string[]) => {
      // The plain option makes a dump tool that does not know it fail.
      const text = await tool(program, [account, '--loose-local-infile=0', ...ALWAYS, ...options, ...args, '--', database])
      return ended(text)
    }
    const [definitions, rows, objects] = await Promise.all([call(...DEFINITIONS), call(...ROWS, ...BARE), call(...OBJECTS)])
    return { definitions, rows, objects }
  })
}

/** The text without its closing line; a dump that has none was cut off, whatever its tool's exit code says. */
function ended(text: string): string {
  const closed = /\n-- Dump completed[^\n]*\n$/
  if (!closed.test(text)) throw new RefereeError(`a dump has no closing line; it ends with ${JSON.stringify(text.slice(-200))}`)
  return text.replace(closed, '\n')
}
