import { type AdoptInput, type ConnectionTest, DEFAULT_CONSOLE_ACTIONS } from '../contract/installation.ts'
import { say } from '../contract/said.ts'
import type { OmsConfig } from '../domain/config-yaml.ts'
import { acceptedTls } from '../domain/metadb-tls.ts'
import { Secret } from '../domain/secret.ts'
import { OperatorError } from '../errors.ts'
import type { InstallationAccess } from '../procedure/installation-access.ts'
import { runConnectionChecks } from '../procedure/preflight/run-connection-checks.ts'
import { readContainerConfig } from './read-container.ts'
import type { ServiceContext } from './service-context.ts'
import { sharingFindings } from './sharing-installations.ts'

type Target = Pick<AdoptInput['metaDb'], 'host' | 'port' | 'user'>

/** The password goes in clear text to whatever answers, so a hidden one goes only where it came from. */
export function isSameAccount(one: Target, other: Target): boolean {
  return one.host.toLowerCase() === other.host.toLowerCase() && one.port === other.port && one.user === other.user
}

/** The hidden password of config.yaml, for config.yaml's own account. Codes: bad-input. */
export function configPassword(config: Pick<OmsConfig, 'metaDb' | 'password'>, wanted: Target): Secret {
  if (config.password === null) return new Secret('')
  if (isSameAccount(config.metaDb, wanted)) return config.password
  const { host, port, user } = config.metaDb
  throw new OperatorError('bad-input', say('errors.typePasswordForOther', { host, port: String(port), user }), { field: 'metaDb.password' })
}

/** What the form says, completed from the container's config.yaml; nothing is stored. */
export async function proposedInstallation(context: Pick<ServiceContext, 'world'>, input: AdoptInput): Promise<InstallationAccess> {
  const tls = acceptedTls(input.metaDb.tls, context.world.clock.now())
  const { container, config } = await readContainerConfig(context, input.containerId)
  const { host, port, user, password } = input.metaDb
  const metaDb = { host, port, user, tls, password: password === '' ? configPassword(config, input.metaDb) : new Secret(password) }
  const hostIp =
    container.spec.Env.find((entry) => entry.startsWith('OMS_HOST_IP='))?.slice('OMS_HOST_IP='.length) ?? config.cmNodes[0] ?? '127.0.0.1'
  return {
    id: '',
    name: input.name,
    edition: input.edition,
    version: input.version,
    node: { hostIp, containerName: container.name, containerId: container.id },
    databases: config.databases,
    backupFolder: input.backupFolder,
    metaDb,
    console: {
      driver: input.console.driver,
      url: input.console.url.replace(/\/+$/, ''),
      user: input.console.user,
      password: new Secret(input.console.password),
      actions: input.console.actions ?? DEFAULT_CONSOLE_ACTIONS,
      calls: input.console.calls,
      databases: config.databases,
      metaDb,
    },
  }
}

export type Tested = ConnectionTest & { installation: InstallationAccess; metaDbIdentity: string | null }

/** Proves or disproves a proposed installation on the real parts, and changes nothing. `exceptId`: the installation that it replaces. */
export async function proveInstallation(
  context: ServiceContext,
  installation: InstallationAccess,
  { exceptId = null, checks = runConnectionChecks }: { exceptId?: string | null; checks?: typeof runConnectionChecks } = {},
): Promise<Tested> {
  const { findings, seen } = await checks({ world: context.world, installation })
  const metaDbIdentity = seen.server?.identity ?? null
  const site = { address: installation.metaDb, identity: metaDbIdentity, databases: installation.databases }
  const all = [...findings, ...(await sharingFindings(context, site, exceptId))]
  return { passed: all.every(({ level }) => level !== 'blocking'), findings: all, installation, metaDbIdentity }
}

/** Throws what the proof says first, at the field that it belongs to. */
export function refuseUnproven({ findings }: ConnectionTest): void {
  const blocking = findings.find(({ level }) => level === 'blocking')
  if (blocking === undefined) return
  const { title, action, raw, field } = blocking
  throw new OperatorError('refused', title, {
    ...(action && { hint: action }),
    ...(raw !== undefined && { raw }),
    ...(field !== undefined && { field }),
  })
}

/** What Test connection answers: no more than what it saw. */
export async function testConnection(context: ServiceContext, input: AdoptInput): Promise<ConnectionTest> {
  const { passed, findings } = await proveInstallation(context, await proposedInstallation(context, input))
  return { passed, findings }
}
