import { expect, test } from 'vitest'
import { ContainerAnswer, ContainerListAnswer } from './engine-answers.ts'
import { toContainer } from './to-container.ts'

// Carried as Podman reports it, "RLIMIT_NOFILE" was refused when the new container was made: inside the window.
test('limits have the names that a create request takes, on Docker and on Podman', () => {
  const limited = (...names: string[]) =>
    toContainer(
      ContainerAnswer.parse({
        Id: 'a'.repeat(64),
        Name: '/oms_331',
        Image: 'sha256:1',
        State: { Status: 'running', Running: true, ExitCode: 0 },
        HostConfig: { Ulimits: names.map((Name) => ({ Name, Soft: 1, Hard: 2 })) },
        Config: { Image: 'oms:3.3.1' },
      }),
    ).spec.HostConfig.Ulimits
  const wanted = ['nofile', 'nproc'].map((Name) => ({ Name, Soft: 1, Hard: 2 }))
  expect(limited('RLIMIT_NOFILE', 'RLIMIT_NPROC')).toEqual(wanted)
  expect(limited('nofile', 'nproc')).toEqual(wanted)
})

const podman = (State: object, more: object = {}) =>
  toContainer(
    ContainerAnswer.parse({
      ...{ Id: 'a'.repeat(64), Name: '/oms_331', Image: 'sha256:1', HostConfig: {} },
      State: { ExitCode: 0, FinishedAt: '2026-01-02T03:04:05Z', ...State },
      Config: { Image: 'oms:3.3.1', ...more },
    }),
  )

// The answer was called unreadable while a container was being stopped, in the middle of the window.
test("Podman's own states are told in Docker's words", () => {
  expect(podman({ Status: 'stopping', Running: false })).toMatchObject({ state: 'running', finishedAt: null })
  expect(podman({ Status: 'stopped', Running: false })).toMatchObject({ state: 'exited', finishedAt: new Date('2026-01-02T03:04:05Z') })
  expect(podman({ Status: 'initialized', Running: false })).toMatchObject({ state: 'created' })
})

// One such container among all of an engine, and neither adoption nor a plan could look for OMS.
test('a list of containers survives a state that nobody knows yet', () => {
  const listed = ['stopped', 'hibernating'].map((State) => ({ Id: 'a', Names: ['/a'], Image: 'i', State }))
  expect(ContainerListAnswer.parse(listed).map(({ State }) => State)).toEqual(['exited', 'hibernating'])
})

// Podman tells of HOSTNAME as if a person had set it: the new container would go by the id of the old one.
test('a host name that the engine chose is carried neither as such nor as a variable', () => {
  const own = 'a'.repeat(12)
  const { spec } = podman({ Status: 'running' }, { Hostname: own, Env: ['OMS_HOST_IP=10.0.0.5', `HOSTNAME=${own}`] })
  expect(spec).toMatchObject({ Hostname: '', Env: ['OMS_HOST_IP=10.0.0.5'] })
  const chosen = podman({ Status: 'running' }, { Hostname: 'oms', Env: ['HOSTNAME=oms'] })
  expect(chosen.spec).toMatchObject({ Hostname: 'oms', Env: ['HOSTNAME=oms'] })
})

const hostConfigOf = (HostConfig: object) =>
  toContainer(
    ContainerAnswer.parse({
      ...{ Id: 'a'.repeat(64), Name: '/oms_331', Image: 'sha256:1', HostConfig },
      ...{ State: { Status: 'running', ExitCode: 0 }, Config: { Image: 'oms:3.3.1' } },
    }),
  ).spec.HostConfig

// Carried as Podman reports it, the new container of one with --cpus was refused: inside the window.
test('one word for the share of the processor is carried', () => {
  const quota = { CpuPeriod: 100_000, CpuQuota: 50_000 }
  expect(hostConfigOf({ NanoCpus: 500_000_000, ...quota })).toMatchObject(quota)
  expect(hostConfigOf({ NanoCpus: 500_000_000, ...quota })).not.toHaveProperty('NanoCpus')
  expect(hostConfigOf({ NanoCpus: 500_000_000, CpuPeriod: 0, CpuQuota: 0 })).toMatchObject({ NanoCpus: 500_000_000 })
})

// On the hosts that Podman is mostly on, with cgroup v2 and crun, the new container did not start.
test('a swappiness that nobody set is not carried from Podman', () => {
  for (const MemorySwappiness of [0, -1]) expect(hostConfigOf({ Runtime: 'oci', MemorySwappiness })).not.toHaveProperty('MemorySwappiness')
  expect(hostConfigOf({ Runtime: 'oci', MemorySwappiness: 60 })).toMatchObject({ MemorySwappiness: 60 })
  expect(hostConfigOf({ Runtime: 'runc', MemorySwappiness: 0 })).toMatchObject({ MemorySwappiness: 0 })
})
