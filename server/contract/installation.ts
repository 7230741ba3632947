import { z } from 'zod'
import { ConsoleCalls } from './console-calls.ts'
import type { Finding } from './finding.ts'
import type { WindowState } from './maintenance-window.ts'
import { MetaDbTls } from './metadb-tls.ts'
import type { Said } from './said.ts'
import { VersionText } from './versions.ts'

export const Edition = z.enum(['enterprise', 'community'])
export type Edition = z.infer<typeof Edition>

/** The three databases of the MetaDB by the names that config.yaml gives them; one heartbeat database a region. */
export const DatabaseNames = z.object({ rm: z.string(), cm: z.string(), heartbeats: z.array(z.string()).min(1) })
export type DatabaseNames = z.infer<typeof DatabaseNames>

export const MetaDbAddress = z.object({ host: z.string(), port: z.number().int(), user: z.string() })
export type MetaDbAddress = z.infer<typeof MetaDbAddress>

export const ConsoleDriver = z.enum(['console', 'learned', 'metadb', 'guided'])
export type ConsoleDriver = z.infer<typeof ConsoleDriver>

/** Whether the panel signs in at the OMS console; otherwise it reads what the MetaDB holds. */
export function callsConsole(driver: ConsoleDriver): boolean {
  return driver === 'console' || driver === 'learned'
}

const Action = z.string().regex(/^[A-Za-z][A-Za-z0-9]{0,63}$/)

/** Names of the console's calls. No public document gives them, so they are data and can differ per installation. */
export const ConsoleActions = z.object({ listSystemParameters: Action, updateSystemParameter: Action, listServers: Action })
export type ConsoleActions = z.infer<typeof ConsoleActions>

export const DEFAULT_CONSOLE_ACTIONS: ConsoleActions = {
  listSystemParameters: 'ListSystemParameters',
  updateSystemParameter: 'UpdateSystemParameter',
  listServers: 'ListServers',
}

/** A container as the picker shows it. */
export interface ContainerChoice {
  id: string
  name: string
  image: string
  state: string
  looksLikeOms: boolean
  /** Name of the installation that already has this container. */
  adoptedAs: string | null
}

/** What was read from a running OMS container and its config.yaml; no secrets. */
export interface ContainerReading {
  id: string
  name: string
  image: string
  imageId: string
  state: string
  version: string | null
  edition: Edition
  hostIp: string
  binds: string[]
  https: boolean
  ports: { console: number; ghana: number; cm: number; supervisor: number; sshd: number }
  metaDb: MetaDbAddress & { passwordInConfig: boolean }
  databases: DatabaseNames
  region: string | null
  consoleUrl: string
  suggestedName: string
  backupFolder: string
  warnings: Said[]
}

const httpUrl = z.url({ protocol: /^https?$/ })

export const AdoptInput = z.object({
  containerId: z.string().regex(/^[0-9a-f]{64}$/),
  name: z.string().trim().min(1).max(80),
  version: z.string().trim().pipe(VersionText),
  edition: Edition,
  metaDb: z.object({
    host: z.string().trim().min(1).max(255),
    port: z.number().int().min(1).max(65535),
    user: z.string().min(1).max(128),
    /** Empty: the one that config.yaml holds. */
    password: z.string().max(256),
    tls: MetaDbTls,
  }),
  console: z
    .object({
      driver: ConsoleDriver,
      url: httpUrl,
      user: z.string().max(128),
      password: z.string().max(256),
      actions: ConsoleActions.nullable(),
      calls: ConsoleCalls.nullable(),
    })
    .refine(({ driver, calls }) => driver !== 'learned' || calls !== null, { path: ['calls'] }),
  backupFolder: z.string().trim().min(1).max(1024).startsWith('/'),
})
export type AdoptInput = z.infer<typeof AdoptInput>

const ReasonInput = z.string().trim().min(1).max(2000)

/**
 * What an installation is from now on. stored and config: the password that the panel or config.yaml has, sent only where it belongs.
 * An empty console password keeps the stored one, which is sent only to the stored address.
 */
export const EditInput = AdoptInput.extend({
  installationId: z.string().min(1),
  hostIp: z
    .string()
    .trim()
    .regex(/^[A-Za-z0-9.:_-]{1,253}$/),
  metaDb: AdoptInput.shape.metaDb.extend({ passwordFrom: z.enum(['stored', 'config', 'typed']) }),
})
export type EditInput = z.infer<typeof EditInput>

export const ArchiveInput = z.object({ installationId: z.string().min(1), reason: ReasonInput })
export type ArchiveInput = z.infer<typeof ArchiveInput>

export const RestoreInput = z.object({ installationId: z.string().min(1) })
export type RestoreInput = z.infer<typeof RestoreInput>

/** Passwords and account that replace the stored ones. Empty: what is stored stays. */
export const PasswordsInput = z.object({
  installationId: z.string().min(1),
  metaDbPassword: z.string().max(256),
  consoleUser: z.string().max(128),
  consolePassword: z.string().max(256),
})
export type PasswordsInput = z.infer<typeof PasswordsInput>

/** What Test connection saw. `passed` is true when nothing is blocking. */
export interface ConnectionTest {
  passed: boolean
  findings: Finding[]
}

/** One certificate of a CA, for people. */
export interface CaCertificate {
  subject: string
  /** ISO. */
  until: string
}

export interface InstallationView {
  id: string
  name: string
  edition: Edition
  version: string
  metaDb: MetaDbAddress & { tls: MetaDbTls }
  /** Empty where the MetaDB is not verified. */
  metaDbCa: CaCertificate[]
  databases: DatabaseNames
  console: { driver: ConsoleDriver; url: string; user: string; actions: ConsoleActions | null; calls: ConsoleCalls | null }
  backupFolder: string
  nodes: { hostIp: string; containerName: string; containerId: string }[]
  createdAt: string
  lastJob: { id: string; number: number; status: string } | null
  /** Kept only for its history: no plans, and not in the overview. */
  archived: { at: string; by: string; reason: string } | null
  /** Other installations on the same MetaDB that are not archived; all but one have to be before the next plan. */
  sharedWith: { id: string; name: string }[]
}

/** Answer of GET /api/installations/[id]/state: what OMS says of itself now, or why it cannot be asked, and when an upgrade may start. */
export type InstallationState = {
  at: string
  window: WindowState
  /** The installation's own container as the engine shows it; null where the engine cannot be asked. */
  container: { name: string; state: string } | null
  /** Cipher of a session to the MetaDB, null: clear text; or why there was none. */
  metaDb: { cipher: string | null } | { unread: Said }
} & ({ seen: { ha: boolean; online: number; servers: number } } | { seen: null; reason: Said })
