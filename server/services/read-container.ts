import path from 'node:path'
import type { ContainerReading } from '../contract/installation.ts'
import { type Said, say } from '../contract/said.ts'
import { readVersion } from '../contract/versions.ts'
import { bindsOf, parseBind } from '../domain/bind.ts'
import { CONFIG_FILE, readConfigYaml } from '../domain/config-yaml.ts'
import { readEdition } from '../domain/image-edition.ts'
import { parseImageReference } from '../domain/image-reference.ts'
import { checkThreeMounts } from '../domain/three-mounts.ts'
import { OperatorError } from '../errors.ts'
import type { Container } from '../procedure/ports/engine.ts'
import type { ServiceContext } from './service-context.ts'

const CERTIFICATE = '/etc/pki/nginx/oms_server.crt'

/** The container and its config.yaml, secrets included: for services only. Codes: not-found, refused, bad-input. */
export async function readContainerConfig({ world }: Pick<ServiceContext, 'world'>, containerId: string) {
  const container = await world.docker.container(containerId)
  if (container === 'missing')
    throw new OperatorError('not-found', say('errors.containerGone', { name: containerId.slice(0, 12) }), { field: 'containerId' })
  const text = await world.docker.readFile(container.id, CONFIG_FILE)
  if (text === 'missing')
    throw new OperatorError('refused', say('errors.noConfigYaml', { name: container.name, path: CONFIG_FILE }), { field: 'containerId' })
  return { container, config: readConfigYaml(text) }
}

function environment(container: Container, name: string): string | undefined {
  return container.spec.Env.find((entry) => entry.startsWith(`${name}=`))?.slice(name.length + 1)
}

/** Everything that adopting an installation reads instead of asking; no secrets. */
export async function readContainer(
  context: Pick<ServiceContext, 'world' | 'backupFolder'>,
  containerId: string,
): Promise<ContainerReading> {
  const { container, config } = await readContainerConfig(context, containerId)
  const reference = parseImageReference(container.spec.Image)
  const binds = bindsOf(container.spec.HostConfig)
  const https = binds.some((bind) => parseBind(bind)?.destination === CERTIFICATE)
  const hostIp = environment(container, 'OMS_HOST_IP') ?? config.cmNodes[0] ?? '127.0.0.1'
  const mounts = checkThreeMounts(binds)
  const warnings: Said[] = [
    ...(container.state === 'running' ? [] : [say('errors.containerNotRunning', { name: container.name, state: container.state })]),
    ...(mounts.ok ? [] : mounts.problems),
    ...(config.cmNodes.length > 1 ? [say('errors.severalNodes', { count: config.cmNodes.length })] : []),
  ]
  return {
    id: container.id,
    name: container.name,
    image: container.spec.Image,
    imageId: container.imageId,
    state: container.state,
    version: readVersion(reference.tag ?? ''),
    edition: readEdition(reference),
    hostIp,
    binds,
    https,
    ports: config.ports,
    metaDb: { host: config.metaDb.host, port: config.metaDb.port, user: config.metaDb.user, passwordInConfig: config.password !== null },
    databases: config.databases,
    region: config.region,
    consoleUrl: `${https ? 'https' : 'http'}://${hostIp}:${config.ports.console}`,
    suggestedName: `OMS ${hostIp}`,
    backupFolder: path.join(context.backupFolder, container.name),
    warnings,
  }
}
