import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { bindsOf } from '../../domain/bind.ts'
import { deriveNewSpec } from '../../domain/derive-new-spec.ts'
import { checkThreeMounts } from '../../domain/three-mounts.ts'
import { alwaysPermitted } from '../../engine/testing/always-permitted.ts'
import type { Container, DockerWriter, Image } from '../../procedure/ports/engine.ts'
import { connectDockerWriter } from './connect-docker.ts'
import { openTestEngine, type TestEngine } from './testing/test-engine.ts'

const NAME = `panel_${process.pid}_settings`
const NETWORK = `${NAME}_net`
const VOLUME = `${NAME}_volume`
const made: string[] = []

let engine: TestEngine
let docker: DockerWriter
let image: Image

beforeAll(async () => {
  engine = await openTestEngine(`settings${process.pid}`)
  docker = connectDockerWriter(engine.address, alwaysPermitted)
  await engine.docker('network', 'create', '--subnet', '172.30.91.0/24', NETWORK)
  await engine.docker('volume', 'create', VOLUME)
  for (const folder of ['logs', 'run']) await mkdir(join(engine.folder, folder))
  const found = await docker.image(engine.image)
  if (found === 'missing') throw new Error('the image is missing')
  image = found
})

afterAll(async () => {
  await engine.clean({ containers: made, images: [] })
  await engine.docker('volume', 'rm', VOLUME).catch(() => {})
  await engine.docker('network', 'rm', NETWORK).catch(() => {})
})

async function byHand(name: string, ...options: string[]): Promise<Container> {
  made.push(name)
  await engine.docker('create', '--name', name, ...options)
  return await existing(name)
}

async function existing(name: string): Promise<Container> {
  const found = await docker.container(name)
  if (found === 'missing') throw new Error(`${name} is missing`)
  return found
}

async function next(old: Container): Promise<string> {
  const name = `${old.name}_next`
  made.push(name)
  const spec = deriveNewSpec(old.spec, image.defaults, { image: engine.image, jobId: NAME, restartPolicy: old.restartPolicy })
  await docker.create(name, spec)
  return name
}

const Inspected = z.array(
  z.object({
    Id: z.string(),
    HostConfig: z.record(z.string(), z.unknown()),
    Config: z.looseObject({ Env: z.array(z.string()), Labels: z.record(z.string(), z.string()), Hostname: z.string() }),
    Mounts: z.array(z.looseObject({ Destination: z.string() })),
    NetworkSettings: z.object({ Networks: z.record(z.string(), z.looseObject({ Aliases: z.array(z.string()).nullable() })) }),
  }),
)

/** What the engine itself says of a container's settings, by its own client. */
async function inspect(name: string) {
  const [container] = Inspected.parse(JSON.parse(await engine.docker('inspect', name)))
  if (container === undefined) throw new Error(`${name} is missing`)
  const { Id, HostConfig, Config, Mounts, NetworkSettings } = container
  // Podman adds it before the first start, Docker with it.
  for (const endpoint of Object.values(NetworkSettings.Networks))
    endpoint.Aliases = endpoint.Aliases?.filter((alias) => !Id.startsWith(alias)) ?? null
  return {
    HostConfig,
    Config: { ...Config, Env: Config.Env.filter((entry) => entry !== 'IS_UPGRADE=true').sort(), Labels: withoutJob(Config.Labels) },
    Mounts: Mounts.sort((one, other) => (one.Destination < other.Destination ? -1 : 1)),
    Networks: NetworkSettings.Networks,
  }
}

function withoutJob({ 'oms-upgrade-panel.job': _, ...labels }: Record<string, string>) {
  return labels
}

// A hand-written list of fields dropped the stop timeout, the health check, the network and the address.
test('a container with many settings, on a network of its own, has an equal successor', async () => {
  const { product } = await docker.engine()
  const settings = [
    [
      '-it',
      '--network',
      NETWORK,
      '--ip',
      '172.30.91.9',
      '--network-alias',
      'omsalias',
      '--hostname',
      'omshost',
      '--domainname',
      'example.com',
    ],
    ['--stop-timeout', '300', '--stop-signal', 'SIGINT', '--health-cmd', 'true', '--health-interval', '30s'],
    [
      '--log-opt',
      'max-size=10m',
      '--log-opt',
      'max-file=3',
      '--shm-size',
      '256m',
      '--memory',
      '64m',
      '--cpus',
      '0.5',
      '--pids-limit',
      '500',
    ],
    ['--ulimit', 'nofile=1024:2048', '--add-host', 'db:10.0.0.9', '--dns', '10.0.0.2', '--cap-add', 'SYS_PTRACE', '--cap-drop', 'MKNOD'],
    // The client sends no device to an engine that does not name its system, as Podman does not.
    product === 'docker' ? ['--device', '/dev/null:/dev/xnull'] : [],
    ['--tmpfs', '/run:rw,size=8m', '--init', '--oom-score-adj', '100', '--group-add', '44'],
    ['--mount', `type=bind,src=${engine.folder}/logs,dst=/home/admin/logs,readonly,bind-propagation=rprivate`],
    ['--mount', `type=volume,src=${VOLUME},dst=/home/ds/store,volume-nocopy`, '-v', `${engine.folder}/run:/home/ds/run`],
    ['--restart', 'on-failure:3', '-p', '127.0.0.1:18089:8089', '--expose', '9999', '-e', 'OMS_HOST_IP=10.0.0.5', '--label', 'team=dba'],
    ['--security-opt', 'seccomp=unconfined', '--ipc', 'private', '--sysctl', 'net.ipv4.ip_forward=1', '--workdir', '/home', '--user', '0'],
    ['--entrypoint', '/usr/bin/sleep', engine.image, '60'],
  ]
  const old = await byHand(`${NAME}_many`, ...settings.flat())
  expect(await inspect(await next(old))).toEqual(await inspect(old.name))
  expect(checkThreeMounts(bindsOf(old.spec.HostConfig))).toMatchObject({
    problems: [{ key: 'diff.mountReadOnly', params: { path: '/home/admin/logs' } }],
  })
  expect(old.mounts).toContainEqual({
    type: 'bind',
    source: `${engine.folder}/logs`,
    destination: '/home/admin/logs',
    isReadOnly: true,
    propagation: 'rprivate',
  })
})

test('a running container leaves the names and addresses that the engine chose behind', async () => {
  const old = await byHand(`${NAME}_plain`, '--network', NETWORK, '--network-alias', 'omsalias', engine.image)
  await docker.start(old.id)
  const running = await existing(old.id)
  expect(running.spec.Hostname).toBe('')
  expect(running.spec.NetworkingConfig.EndpointsConfig).toEqual({ [NETWORK]: { Aliases: ['omsalias'] } })
  await docker.stop(old.id, { graceSeconds: 0 })
  await docker.start(await next(running))
  const successor = await existing(`${old.name}_next`)
  expect(successor).toMatchObject({ state: 'running', spec: { NetworkingConfig: running.spec.NetworkingConfig } })
})

test('a MAC address that a person chose is carried', async () => {
  made.push(`${NAME}_mac`)
  const MacAddress = '02:42:ac:1e:5b:77'
  // The client of today sends it in a form that this engine may not know yet.
  await docker.create(`${NAME}_mac`, { ...(await existing(`${NAME}_plain`)).spec, MacAddress })
  const old = await existing(`${NAME}_mac`)
  const { product } = await docker.engine()
  const successor = await inspect(await next(old))
  // Podman does not tell which address a person chose, nor so whether one was chosen.
  if (product === 'podman') expect(await inspect(old.name)).not.toMatchObject({ Config: { MacAddress } })
  else expect(successor).toMatchObject({ Config: { MacAddress } })
})

// Podman reported the device without rights, and refused it so: the new container could not be made, with OMS down.
test('a device is carried', async () => {
  const { spec } = await byHand(`${NAME}_plain_host`, '--net', 'host', engine.image)
  const Devices = [{ PathOnHost: '/dev/null', PathInContainer: '/dev/xnull', CgroupPermissions: 'rwm' }]
  made.push(`${NAME}_device`)
  await docker.create(`${NAME}_device`, { ...spec, HostConfig: { ...spec.HostConfig, Devices } })
  const old = await existing(`${NAME}_device`)
  expect((await existing(await next(old))).spec.HostConfig).toMatchObject({ Devices })
})

test('neither --rm nor the labels of compose are carried', async () => {
  const labels = ['--label', 'com.docker.compose.project=oms', '--label', 'com.docker.compose.service=oms', '--label', 'team=dba']
  const old = await byHand(`${NAME}_rm`, '--rm', '--net', 'host', ...labels, engine.image)
  expect(old.spec.HostConfig['AutoRemove']).toBe(true)
  const successor = await inspect(await next(old))
  expect(successor.HostConfig).toMatchObject({ AutoRemove: false, NetworkMode: 'host' })
  expect(successor.Config.Labels).toEqual({ team: 'dba', made: 'by-test' })
})
