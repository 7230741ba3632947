import type { BlockList } from 'node:net'
import { homedir } from 'node:os'
import path from 'node:path'
import { z } from 'zod'
import { trustedProxies } from './domain/client-address.ts'
import { notifyAllowance } from './domain/notify-allowance.ts'

/** Separated as in PATH. */
const programs = (list: string): string[] => list.split(':').filter((entry) => entry !== '')

const Variables = z.object({
  PANEL_DATA: z.string().default('.data'),
  PANEL_IMAGE_FOLDER: z.string().optional(),
  PANEL_BACKUP_FOLDER: z.string().optional(),
  PANEL_DUMP_TOOLS: z.string().transform(programs).default([]),
  PANEL_RESTORE_TOOLS: z.string().transform(programs).default([]),
  PANEL_DOCKER_SOCKET: z.string().startsWith('/').optional(),
  DOCKER_HOST: z
    .string()
    .regex(/^(unix:\/\/\/|tcp:\/\/)/)
    .optional(),
  DOCKER_TLS_VERIFY: z.string().optional(),
  DOCKER_CERT_PATH: z.string().optional(),
  BASE_URL: z.url({ protocol: /^https?$/ }).optional(),
  TRUSTED_PROXIES: z
    .string()
    .default('')
    .transform((list, issues) => {
      try {
        return trustedProxies(list.split(/[\s,]+/).filter((entry) => entry !== ''))
      } catch {
        issues.addIssue({ code: 'custom', message: 'not a list of addresses' })
        return z.NEVER
      }
    }),
  NOTIFY_ALLOW: z
    .string()
    .default('')
    .transform((list, issues) => {
      try {
        return notifyAllowance(list)
      } catch {
        issues.addIssue({ code: 'custom', message: 'not a list of addresses and names' })
        return z.NEVER
      }
    }),
  PANEL_KEY: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional(),
})

export type EngineAddress = { socketPath: string } | { host: string; port: number; tls?: { folder: string } }

export interface Settings {
  dataFolder: string
  databaseFile: string
  keyFile: string
  /** 32 bytes as hex; absent: the key file is used. */
  key: string | undefined
  imageFolder: string
  backupFolder: string
  /** Client programs of the MetaDB, or their folders, looked at before those on the path. */
  toolPaths: { dump: string[]; restore: string[] }
  engine: EngineAddress
  /** Origin under which browsers reach the panel, for example `https://panel.example`; null: whatever host they ask for. */
  baseUrl: string | null
  /** Proxies whose X-Forwarded-For is believed. */
  trustedProxies: BlockList
  /** Hosts and networks that notices may go to although they are the panel's own or link-local. */
  notifyAllow: string[]
}

/** As the docker client reads them; the folder alone asks for TLS too, since whoever names certificates does not mean clear text. */
function engineAddress({ PANEL_DOCKER_SOCKET: socket, DOCKER_HOST: host, ...tls }: z.infer<typeof Variables>): EngineAddress {
  if (socket !== undefined) return { socketPath: socket }
  if (host === undefined) return { socketPath: '/var/run/docker.sock' }
  if (host.startsWith('unix://')) return { socketPath: host.slice('unix://'.length) }
  const url = new URL(host)
  if (tls.DOCKER_TLS_VERIFY === undefined && tls.DOCKER_CERT_PATH === undefined)
    return { host: url.hostname, port: Number(url.port || 2375) }
  const folder = path.resolve(tls.DOCKER_CERT_PATH ?? path.join(homedir(), '.docker'))
  return { host: url.hostname, port: Number(url.port || 2376), tls: { folder } }
}

/** Reads the configuration once. Errors name the variables, never their values. */
export function readSettings(environment: Record<string, string | undefined>): Settings {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''))
  const parsed = Variables.safeParse(given)
  if (!parsed.success) {
    const names = [...new Set(parsed.error.issues.map((issue) => issue.path.join('.')))]
    throw new Error(`These variables cannot be used as they are: ${names.join(', ')}`)
  }
  const data = path.resolve(parsed.data.PANEL_DATA)
  return {
    dataFolder: data,
    databaseFile: path.join(data, 'panel.db'),
    keyFile: path.join(data, 'panel.key'),
    key: parsed.data.PANEL_KEY,
    imageFolder: path.resolve(parsed.data.PANEL_IMAGE_FOLDER ?? path.join(data, 'images')),
    toolPaths: { dump: parsed.data.PANEL_DUMP_TOOLS, restore: parsed.data.PANEL_RESTORE_TOOLS },
    backupFolder: path.resolve(parsed.data.PANEL_BACKUP_FOLDER ?? path.join(data, 'backups')),
    baseUrl: parsed.data.BASE_URL === undefined ? null : new URL(parsed.data.BASE_URL).origin,
    trustedProxies: parsed.data.TRUSTED_PROXIES,
    notifyAllow: parsed.data.NOTIFY_ALLOW,
    engine: engineAddress(parsed.data),
  }
}
