import 'server-only'
import { mkdirSync } from 'node:fs'
import pino from 'pino'
import { openWorld } from './adapters/open-world.ts'
import { authSecret } from './auth/auth-secret.ts'
import { createAuth } from './auth/create-auth.ts'
import { createSetUpCode } from './auth/set-up-code.ts'
import { createSignInLimits } from './auth/sign-in-limits.ts'
import { PANEL } from './contract/access.ts'
import { keepAuditKey } from './db/audit-key.ts'
import { createCipher } from './db/cipher.ts'
import { openStore } from './db/open-store.ts'
import { readKey } from './db/read-key.ts'
import { readSettings, type Settings } from './env.ts'
import { createJobFeed, type JobFeed } from './queries/job-feed.ts'
import { createJobPresence, type JobPresence } from './queries/job-presence.ts'
import { createHealth } from './services/create-health.ts'
import { deliverNotices } from './services/deliver-notices.ts'
import { executeOpenRuns } from './services/execute-open-runs.ts'
import { removeLeftClients } from './services/remove-left-clients.ts'
import type { ServiceContext, SignInParts } from './services/service-context.ts'
import { watchServers } from './services/watch-servers.ts'
import { watchStarts } from './services/watch-starts.ts'

export interface Runtime {
  settings: Settings
  services: ServiceContext
  signIn: SignInParts
  now(): Date
  feed: JobFeed
  presence: JobPresence
  /** What keeps this process from doing its work; empty: nothing. */
  health(): Promise<string[]>
  log: pino.Logger
  /** Starts executing runs and scheduled starts in this process; called once, at the start of the server. */
  start(): void
  stop(): Promise<void>
}

function compose(): Runtime {
  const settings = readSettings(process.env)
  mkdirSync(settings.dataFolder, { recursive: true, mode: 0o700 })
  // Each installation's folder is made inside it; a check makes only that one, so that a mistyped path is noticed.
  mkdirSync(settings.backupFolder, { recursive: true, mode: 0o700 })
  const log = pino({ base: { name: 'oms-upgrade-panel' } })
  const store = openStore(settings.databaseFile)
  const world = openWorld(settings)
  const key = readKey(settings)
  keepAuditKey(key)
  const parts = { store, cipher: createCipher(key), world, backupFolder: settings.backupFolder, actor: PANEL }
  const authSettings = { secret: authSecret(key), baseUrl: settings.baseUrl }
  let runner: ReturnType<typeof executeOpenRuns> | null = null
  let servers: ReturnType<typeof watchServers> | null = null
  let starts: ReturnType<typeof watchStarts> | null = null
  const services = { ...parts, wake: () => runner?.wake() }
  let courier: ReturnType<typeof deliverNotices> | null = null
  return {
    settings,
    signIn: {
      auth: createAuth(store, authSettings),
      settings: authSettings,
      limits: createSignInLimits(store),
      setUpCode: createSetUpCode(),
    },
    now: () => world.clock.now(),
    services,
    feed: createJobFeed(store, () => world.clock.now()),
    presence: createJobPresence(() => world.clock.now()),
    health: createHealth(store, () => runner?.secondsSinceLook() ?? null),
    log,
    start() {
      runner ??= executeOpenRuns(parts, (cause, runId) => log.error({ err: cause, runId }, 'a run was interrupted'))
      starts ??= watchStarts(services, (cause) => log.error({ err: cause }, 'a scheduled start could not be looked at'))
      servers ??= watchServers(services, (cause) => log.warn({ err: cause }, 'the servers of a job could not be looked at'))
      removeLeftClients(services).then(
        (names) => names.length > 0 && log.warn({ names }, 'removed containers that an interrupted dump or restore had left'),
        (cause: unknown) =>
          log.warn({ err: cause }, 'containers that an interrupted dump or restore may have left could not be looked for'),
      )
      courier ??= deliverNotices({ ...parts, baseUrl: settings.baseUrl }, (cause) => log.error({ err: cause }, 'notices were not sent'))
    },
    async stop() {
      await Promise.all([starts?.stop(), servers?.stop()])
      await Promise.all([runner?.stop(), courier?.stop()])
      await store.$disconnect()
    },
  }
}

const KEY = Symbol.for('oms-upgrade-panel.runtime')
const holder = globalThis as { [KEY]?: Runtime }

/** One runtime a process: Next bundles instrumentation, routes and actions apart, so it lives on the global object. */
export function runtime(): Runtime {
  holder[KEY] ??= compose()
  return holder[KEY]
}
