import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { PROFILE_NAMES, type ProfileName } from '../engines/oceanbase/profiles.ts'
import type { ProcessMark } from './process-mark.ts'
import { SandboxError } from './sandbox-error.ts'
import type { TraitName } from './traits.ts'

export interface EngineState {
  /** Own: started by the sandbox. Otherwise the machine's engine is used and only containers of this sandbox are touched. */
  isOwn: boolean
  /** Absent: Docker. */
  product?: 'podman'
  /** As DOCKER_HOST wants it: unix:///… or tcp://… */
  host: string
  /** Null for an engine that is not reached by a socket file. */
  socketPath: string | null
  process: ProcessMark | null
}

/** The database servers that a sandbox can keep OMS's metadata on; the first is the machine's own MariaDB. */
export const SERVER_NAMES = [
  'mariadb',
  'mariadb-11.8',
  'mysql',
  'seekdb',
  ...PROFILE_NAMES.map((name): `oceanbase-${ProfileName}` => `oceanbase-${name}`),
] as const
export type ServerName = (typeof SERVER_NAMES)[number]

export interface MetaDbState {
  /** Absent in the state of an older checkout: the machine's MariaDB. */
  server?: ServerName
  host: string
  port: number
  user: string
  password: string
  /** May do everything; for arranging tests, never for the panel. */
  admin: { user: string; password: string }
  socketPath: string
  /** How everything on it is read by foreign tools: by this dump tool, or by the client alone. Absent: by the machine's mysqldump. */
  reading?: { program: string; options: string[] } | 'client'
  /** The server that does the work, where the one of OMS is a stand-in: who judges asks this one. */
  behind?: { host: string; port: number; user: string; password: string }
  /** What the traits of the site ask of the server; absent in the state of an older checkout. */
  options?: string[]
  /** Null while it is down. */
  process: ProcessMark | null
  /** What listens for a server that cannot be told where to listen. */
  relay?: ProcessMark | null
}

export interface OmsState {
  containerName: string
  containerId: string
  hostIp: string
  /** Folder on the host that holds config.yaml and the three mounts. */
  folder: string
  binds: string[]
  databases: { rm: string; cm: string; heartbeats: string }
  console: { url: string; user: string; password: string }
  /** Containers that ran when the sandbox went down, to be started again; null while it is up or where it was cut off. */
  ranAtDown: string[] | null
}

export interface SandboxState {
  name: string
  /** Tells sandboxes of one machine apart: MetaDB port 13306 + index, host address 127.0.0.(11 + index). */
  index: number
  hostIp: string
  /** .sandbox/<name> of the checkout: data that stays. */
  folder: string
  /** Short path in the system's temporary folder: sockets and pid files. */
  runFolder: string
  engine: EngineState | null
  metaDb: MetaDbState | null
  oms: OmsState | null
  /** How this OMS differs from a plain one; chosen when it is made. */
  traits: TraitName[]
  /** What answers for the console while OMS is down; null where the console has no proxy in front. */
  proxy: ProcessMark | null
  imageFolder: string
}

const ROOT = fileURLToPath(new URL('../../.sandbox/', import.meta.url))

export function sandboxName(): string {
  return process.env.SANDBOX ?? 'demo'
}

export function sandboxFolder(name: string): string {
  if (!/^[a-z0-9][a-z0-9-]{0,30}$/.test(name)) {
    throw new SandboxError(`"${name}" cannot name a sandbox: use lower-case letters, digits and dashes.`)
  }
  return join(ROOT, name)
}

export function readState(name: string): SandboxState | null {
  try {
    const kept = JSON.parse(readFileSync(join(sandboxFolder(name), 'state.json'), 'utf8')) as SandboxState
    // A sandbox of an older checkout knows no traits.
    return { ...kept, traits: kept.traits ?? [], proxy: kept.proxy ?? null }
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return null
    throw cause
  }
}

/** Replaced as a whole, so that a reader never sees half of it. Holds passwords: 0600. */
export function writeState(state: SandboxState): void {
  mkdirSync(state.folder, { recursive: true, mode: 0o700 })
  const file = join(state.folder, 'state.json')
  writeFileSync(`${file}.part`, `${JSON.stringify(state, null, 2)}\n`, { mode: 0o600 })
  renameSync(`${file}.part`, file)
}

/** For tests: the state of a sandbox that is up; says how to start it where it is not. */
export function sandboxState(name = sandboxName()): SandboxState & { engine: EngineState; metaDb: MetaDbState } {
  const state = readState(name)
  if (!state?.engine || !state.metaDb?.process) {
    throw new SandboxError(`The sandbox "${name}" is not up. Start it: npm run sandbox -- up --name ${name}`)
  }
  return { ...state, engine: state.engine, metaDb: state.metaDb }
}
