import { parseArgs } from 'node:util'
import { NotReached } from '../engines/not-reached.ts'
import { breakSandbox } from './break.ts'
import { startEngine, stopEngine } from './engine.ts'
import { withLock } from './lock.ts'
import { startMetaDb, stopMetaDb } from './metadb.ts'
import { resetOms, startOms, stopOms } from './oms.ts'
import { openSandbox } from './open-sandbox.ts'
import { SandboxError } from './sandbox-error.ts'
import { readState, type SandboxState, SERVER_NAMES, type ServerName, sandboxFolder, sandboxName } from './state.ts'
import { describeStatus, readStatus } from './status.ts'
import { describeTraits, parseTraits, TRAITS } from './traits.ts'

const USAGE = `npm run sandbox -- <command> [--name <sandbox>] [--json]
  up [--only engine,metadb]   start what is not running yet: Docker engine, MetaDB, OMS V3.3.1
     [--metadb <server>]      on which server OMS keeps its metadata: ${SERVER_NAMES.join(', ')}
  status                      what runs, where, and with which account
  reset                       back to a fresh OMS V3.3.1
  traits                      ways in which a site can differ from a plain one; choose some by --traits a,b,c
                              at reset, or at an up that makes the OMS
  break <fault> [<number>]    switch a fault on; "break none" switches all off
  down                        stop exactly what was started; data stays`

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    name: { type: 'string' },
    only: { type: 'string' },
    metadb: { type: 'string' },
    json: { type: 'boolean', default: false },
    traits: { type: 'string' },
  },
})
const name = values.name ?? sandboxName()
const isWanted = (part: string) => !values.only || values.only.split(',').includes(part)

try {
  await run(positionals[0] ?? '')
} catch (cause) {
  if (!(cause instanceof SandboxError || cause instanceof NotReached)) throw cause
  console.error(cause.message)
  process.exitCode = 1
}

async function run(command: string): Promise<void> {
  if (command === 'traits') return console.log(describeTraits(TRAITS.map((trait) => trait.name)))
  if (command === 'up') await withLock(sandboxFolder(name), up)
  else if (command === 'down') await withLock(sandboxFolder(name), down)
  else if (command === 'reset') await withLock(sandboxFolder(name), reset)
  else if (command === 'break') breakSandbox(openSandbox(name), positionals[1] ?? '', faultValue(positionals[2]))
  else if (command !== 'status') throw new SandboxError(USAGE)
  const status = await readStatus(name)
  console.log(values.json ? JSON.stringify(status, null, 2) : describeStatus(status))
}

async function up(): Promise<void> {
  const state = openSandbox(name)
  const server = metaDbServer(values.metadb)
  if (values.traits !== undefined) chooseTraits(state, values.traits)
  // First: the address that an own network brings is one of those that the MetaDB listens on.
  await timed('Docker engine', () => startEngine(state), isWanted('engine'))
  await timed('MetaDB', () => startMetaDb(state, server), isWanted('metadb'))
  await timed('OMS', () => startOms(state), isWanted('oms'))
}

async function reset(): Promise<void> {
  const state = openSandbox(name)
  const traits = parseTraits(values.traits ?? '')
  await timed('Docker engine', () => startEngine(state), true)
  await timed('MetaDB', () => startMetaDb(state), true)
  await timed('fresh OMS', () => resetOms(state, traits), true)
}

function metaDbServer(text: string | undefined): ServerName | undefined {
  const server = SERVER_NAMES.find((each) => each === text)
  if (text !== undefined && server === undefined)
    throw new SandboxError(`"${text}" is no server that the sandbox knows: ${SERVER_NAMES.join(', ')}.`)
  return server
}

/** An OMS that is there keeps what it was made with. */
function chooseTraits(state: SandboxState, text: string): void {
  const traits = parseTraits(text)
  if (state.oms === null) state.traits = traits
  else if (traits.toSorted().join() !== state.traits.toSorted().join())
    throw new SandboxError(
      `This OMS was made with other traits (${state.traits.join() || 'none'}). Make another: npm run sandbox -- reset --traits ${text}`,
    )
}

function faultValue(text: string | undefined): boolean | number {
  if (text === undefined) return true
  return text === 'false' ? false : Number(text)
}

async function down(): Promise<void> {
  const state = readState(name)
  if (state === null) return
  await stopOms(state)
  await stopEngine(state)
  await stopMetaDb(state)
}

async function timed(what: string, work: () => Promise<unknown>, isNeeded: boolean): Promise<void> {
  if (!isNeeded) return
  const start = Date.now()
  await work()
  console.error(`${what.padEnd(16)} ${((Date.now() - start) / 1000).toFixed(1)} s`)
}
