import type { Finding } from '../../contract/finding.ts'
import { bindsOf, parseBind } from '../../domain/bind.ts'
import { containerOwner } from '../../domain/container-owner.ts'
import { isUnset } from '../../domain/container-spec.ts'
import type { Container, EngineInfo, Image } from '../ports/engine.ts'
import { type Check, finding } from './check.ts'

/** From here on the engine connects a container to several networks when it makes it. */
const SEVERAL_NETWORKS = 44
const GENERATED_NAME = /^[0-9a-f]{64}$/

/** The new container is the old one's settings on a new image: what cannot be set on it in that way, and what would keep it from living. */
export const carriedSettings: Check = {
  id: 'carried-settings',
  needs: ['engine', 'old'],
  async look(_, { engine, old, oldImage }) {
    return engine === undefined || old === undefined ? [] : settingsFindings(engine, old, oldImage)
  },
}

export function settingsFindings(engine: EngineInfo, old: Container, oldImage: Image | undefined): Finding[] {
  const found = [...uncarried(old, engine), ...owner(old), ...anonymousVolumes(old, oldImage)]
  return found.length > 0 ? found : [finding('carried-settings', 'settingsCarried', 'ok', { params: { name: old.name } })]
}

function uncarried({ name, spec }: Container, { apiVersion }: EngineInfo): Finding[] {
  const { AutoRemove, NetworkMode = '', Links, VolumesFrom } = spec.HostConfig
  const endpoints = Object.entries(spec.NetworkingConfig.EndpointsConfig)
  const minor = Number(apiVersion.split('.')[1] ?? 0)
  const networks = new Set([NetworkMode, ...endpoints.map(([network]) => network)])
  return [
    ...(AutoRemove === true ? [finding('auto-remove', 'autoRemove', 'blocking', { params: { name } })] : []),
    ...(NetworkMode.startsWith('container:')
      ? [
          finding('network-of-container', 'networkOfContainer', 'blocking', {
            params: { name, other: NetworkMode.slice('container:'.length) },
          }),
        ]
      : []),
    ...(networks.size > 1 && minor < SEVERAL_NETWORKS
      ? [finding('several-networks', 'severalNetworks', 'blocking', { params: { name, networks: [...networks].join(', ') } })]
      : []),
    ...(!isUnset(Links) || endpoints.some(([, settings]) => !isUnset(settings['Links']))
      ? [finding('links', 'containerLinks', 'blocking', { params: { name } })]
      : []),
    ...(isUnset(VolumesFrom) ? [] : [finding('volumes-from', 'volumesFrom', 'blocking', { params: { name, from: String(VolumesFrom) } })]),
  ]
}

/** Who else starts, recreates or removes the old container. */
function owner({ name, labels }: Container): Finding[] {
  const found = containerOwner(labels)
  if (found === null) return []
  const params = { name, owner: found.name }
  return [
    found.kind === 'compose'
      ? finding('container-owner', 'composeOwned', 'confirm', { params })
      : finding('container-owner', 'orchestrated', 'blocking', { params }),
  ]
}

/** Volumes without a name stay with the old container. Those that the image asks for do so in the document's own `docker run` too. */
function anonymousVolumes({ name, mounts, spec }: Container, image: Image | undefined): Finding[] {
  const named = new Set(bindsOf(spec.HostConfig).map((bind) => parseBind(bind)?.destination))
  const anonymous = mounts.filter(
    ({ type, source, destination }) => type === 'volume' && GENERATED_NAME.test(source) && !named.has(destination),
  )
  const ofImage = Object.keys(image?.defaults['Volumes'] ?? {})
  const [left, lost] = [true, false].map((isOfImage) =>
    anonymous.map(({ destination }) => destination).filter((destination) => ofImage.includes(destination) === isOfImage),
  )
  return [
    ...(lost === undefined || lost.length === 0
      ? []
      : [finding('anonymous-volumes', 'anonymousVolumes', 'blocking', { params: { name, paths: lost.join(', ') } })]),
    ...(left === undefined || left.length === 0
      ? []
      : [finding('image-volumes', 'imageVolumes', 'note', { params: { name, paths: left.join(', ') } })]),
  ]
}
