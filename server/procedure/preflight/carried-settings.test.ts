import { expect, test } from 'vitest'
import type { HostConfig } from '../../domain/container-spec.ts'
import type { Container, EngineInfo, Image } from '../ports/engine.ts'
import { settingsFindings } from './carried-settings.ts'

const ENGINE: EngineInfo = {
  transport: 'socket',
  product: 'docker',
  changesRestartPolicy: true,
  readsStopped: true,
  version: '20.10.24',
  apiVersion: '1.41',
  os: 'linux',
  architecture: 'amd64',
  imageStore: 'classic',
  imageFolder: '/var/lib/docker',
  imageFreeBytes: null,
  time: new Date(0),
}
const OLD: Container = {
  id: 'a'.repeat(64),
  name: 'oms_331',
  state: 'running',
  exitCode: 0,
  oomKilled: false,
  startedAt: null,
  finishedAt: null,
  restartCount: 0,
  restartPolicy: { Name: 'no' },
  imageId: 'sha256:1',
  labels: {},
  mounts: [],
  spec: {
    Image: 'oms:1',
    Env: [],
    Labels: {},
    Cmd: null,
    Entrypoint: null,
    User: '',
    WorkingDir: '',
    Tty: true,
    OpenStdin: true,
    Hostname: '',
    HostConfig: { NetworkMode: 'host' },
    NetworkingConfig: { EndpointsConfig: {} },
  },
}
const IMAGE: Image = {
  id: 'sha256:1',
  content: null,
  references: [],
  os: 'linux',
  architecture: 'amd64',
  bytes: 0,
  createdAt: new Date(0),
  defaults: { Env: [], Labels: {}, Cmd: null, Entrypoint: null, User: '', WorkingDir: '', Volumes: { '/var/cache': {} } },
}

function findings(change: Partial<Container>, engine: Partial<EngineInfo> = {}): string[] {
  return settingsFindings({ ...ENGINE, ...engine }, { ...OLD, ...change }, IMAGE).map(({ id, level }) => `${level} ${id}`)
}

const withHost = (HostConfig: HostConfig) => ({ spec: { ...OLD.spec, HostConfig } })

test('a container as the document makes it can be carried', () => {
  expect(findings({})).toEqual(['ok carried-settings'])
})

// With --rm the engine deletes the old container at T1: a rollback would have nothing to start.
test.each([
  ['auto-remove', { NetworkMode: 'host', AutoRemove: true }],
  ['network-of-container', { NetworkMode: 'container:abc' }],
  ['links', { NetworkMode: 'bridge', Links: ['/db:/oms_331/db'] }],
  ['volumes-from', { NetworkMode: 'host', VolumesFrom: ['data'] }],
])('%s blocks', (id, host) => {
  expect(findings(withHost(host))).toEqual([`blocking ${id}`])
})

test('several networks block on an engine that cannot create them together', () => {
  const NetworkingConfig = { EndpointsConfig: { two: { Aliases: ['oms'] } } }
  const spec = { ...OLD.spec, HostConfig: { NetworkMode: 'one' }, NetworkingConfig }
  expect(findings({ spec })).toEqual(['blocking several-networks'])
  expect(findings({ spec }, { apiVersion: '1.44' })).toEqual(['ok carried-settings'])
  expect(findings({ spec: { ...spec, HostConfig: { NetworkMode: 'two' } } })).toEqual(['ok carried-settings'])
})

test('a container of compose is explained; one of an orchestrator would be started again behind our back', () => {
  expect(findings({ labels: { 'com.docker.compose.project': 'oms' } })).toEqual(['confirm container-owner'])
  expect(findings({ labels: { 'com.docker.swarm.service.name': 'oms' } })).toEqual(['blocking container-owner'])
})

test('data in a volume without a name blocks; an empty one that the image asks for is mentioned', () => {
  const volume = (destination: string, source = 'f'.repeat(64)) => ({
    type: 'volume',
    source,
    destination,
    isReadOnly: false,
    propagation: '',
  })
  expect(findings({ mounts: [volume('/data')] })).toEqual(['blocking anonymous-volumes'])
  expect(findings({ mounts: [volume('/var/cache')] })).toEqual(['note image-volumes'])
  expect(findings({ mounts: [volume('/data', 'oms_data')] })).toEqual(['ok carried-settings'])
  const Binds = [`${'f'.repeat(64)}:/data`]
  expect(findings({ mounts: [volume('/data')], ...withHost({ NetworkMode: 'host', Binds }) })).toEqual(['ok carried-settings'])
})
