import type { Finding } from '../contract/finding.ts'
import { type AdoptInput, type ConnectionTest, DEFAULT_CONSOLE_ACTIONS } from '../contract/installation.ts'
import { Secret } from '../domain/secret.ts'
import type { InstallationAccess } from '../procedure/context.ts'
import { runConnectionChecks } from '../procedure/preflight/run-connection-checks.ts'
import { readContainerConfig } from './read-container.ts'
import type { ServiceContext } from './service-context.ts'

/** What the form says, completed from the container's config.yaml; nothing is stored. */
export async function proposedInstallation(context: ServiceContext, input: AdoptInput): Promise<InstallationAccess> {
  const { container, config } = await readContainerConfig(context, input.containerId)
  const { host, port, user, password } = input.metaDb
  const metaDb = { host, port, user, password: password === '' ? (config.password ?? new Secret('')) : new Secret(password) }
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
      databases: config.databases,
      metaDb,
    },
  }
}

/** Proves or disproves what the form says on the real parts, and changes nothing. */
export async function testConnection(context: ServiceContext, input: AdoptInput): Promise<ConnectionTest> {
  const installation = await proposedInstallation(context, input)
  const findings: Finding[] = await runConnectionChecks({ world: context.world, installation })
  return { passed: findings.every((finding) => finding.level !== 'blocking'), findings }
}
