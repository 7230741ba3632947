import { userInfo } from 'node:os'
import { parseArgs } from 'node:util'
import type { Actor } from '../contract/access.ts'
import { StoreRefusal } from '../db/store-refusal.ts'

export const EXIT = { done: 0, failed: 1, calledWrongly: 2, inUse: 3, unfit: 4, madeWithDoubt: 5 } as const

const CODES = `Exit codes: 0 done; 1 it failed; 2 called wrongly, or --yes is missing; 3 the store is in use;
  4 the file, the key or the store does not fit; 5 (backup only) made, but the audit trail in it is not whole.
PANEL_DATA (default .data) and PANEL_KEY are read from the environment, as the panel reads them.`

/** Somebody at the machine's command line, named by the system's account. */
export function commandLine(): Actor & { account: string } {
  return { userId: null, name: 'command line', role: null, address: null, account: userInfo().username }
}

interface Given {
  operands: string[]
  flags: ReadonlySet<string>
  values: Record<string, string>
}

interface Command {
  help: string
  operands: number
  flags?: readonly string[]
  values?: readonly string[]
  run(given: Given): Promise<number>
}

/** The frame of every command: its help, its words and its exit code. */
export async function runCommand({ help, operands, flags = [], values = [], run }: Command): Promise<void> {
  const options = Object.fromEntries([
    ...['help', ...flags].map((name) => [name, { type: 'boolean' as const }]),
    ...values.map((name) => [name, { type: 'string' as const }]),
  ])
  try {
    const given = read(options)
    if (given === null || given.flags.has('help')) {
      console.log(`${help}\n\n${CODES}`)
      process.exitCode = given === null ? EXIT.calledWrongly : EXIT.done
      return
    }
    if (given.operands.length !== operands) {
      console.error(`This takes ${operands === 0 ? 'no file' : 'one file'}. See --help.`)
      process.exitCode = EXIT.calledWrongly
      return
    }
    process.exitCode = await run(given)
  } catch (cause) {
    const refused = cause instanceof StoreRefusal
    console.error(refused ? cause.message : `It failed: ${cause instanceof Error ? cause.message : String(cause)}`)
    process.exitCode = refused ? (cause.reason === 'in-use' ? EXIT.inUse : EXIT.unfit) : EXIT.failed
  }
}

function read(options: Record<string, { type: 'boolean' | 'string' }>): Given | null {
  try {
    const { values, positionals } = parseArgs({ options, allowPositionals: true })
    const given = Object.entries(values)
    return {
      operands: positionals,
      flags: new Set(given.flatMap(([name, value]) => (value === true ? [name] : []))),
      values: Object.fromEntries(given.flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : []))),
    }
  } catch (cause) {
    console.error(cause instanceof Error ? cause.message : String(cause))
    return null
  }
}
