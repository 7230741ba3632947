import { describe, expect, test } from 'vitest'
import type { ContainerSpec, ImageDefaults } from './container-spec.ts'
import { deriveNewSpec } from './derive-new-spec.ts'

const IMAGE: ImageDefaults = {
  Env: ['PATH=/usr/bin:/bin', 'OMS_VERSION=3.3.1', 'LANG=C'],
  Labels: { maintainer: 'oms' },
  Cmd: ['/start.sh'],
  Entrypoint: ['/init'],
  User: 'root',
  WorkingDir: '/root',
}
const OLD: ContainerSpec = {
  ...IMAGE,
  Image: 'oms:feature_3.3.1',
  Env: ['OMS_HOST_IP=10.0.0.5', 'IS_UPGRADE=false', 'PATH=/usr/bin:/bin', 'OMS_VERSION=3.3.1', 'LANG=zh_CN.UTF-8'],
  Labels: { maintainer: 'oms', team: 'dba', 'oms-upgrade-panel.job': 'an-earlier-one' },
  Tty: true,
  OpenStdin: true,
  Hostname: '',
  NetworkingConfig: { EndpointsConfig: {} },
  HostConfig: {
    Binds: ['/data/oms/oms_logs:/home/admin/logs', '/data/oms/https_crt:/etc/pki/nginx/oms_server.crt'],
    NetworkMode: 'host',
    Privileged: true,
    PidsLimit: -1,
    Ulimits: [{ Name: 'nproc', Soft: 65535, Hard: 65535 }],
    RestartPolicy: { Name: 'no' },
    ShmSize: 67108864,
    CapAdd: null,
  },
}
const NEXT = { image: 'oms:feature_3.4.0', jobId: 'job-1', restartPolicy: { Name: 'always', MaximumRetryCount: 0 } }

describe('deriveNewSpec', () => {
  test('keeps what people set, takes the rest from the new image, and says IS_UPGRADE=true', () => {
    expect(deriveNewSpec(OLD, IMAGE, NEXT)).toEqual({
      Image: 'oms:feature_3.4.0',
      Env: ['OMS_HOST_IP=10.0.0.5', 'LANG=zh_CN.UTF-8', 'IS_UPGRADE=true'],
      Labels: { team: 'dba', 'oms-upgrade-panel.job': 'job-1' },
      Cmd: null,
      Entrypoint: null,
      User: '',
      WorkingDir: '',
      Tty: true,
      OpenStdin: true,
      Hostname: '',
      NetworkingConfig: { EndpointsConfig: {} },
      HostConfig: { ...OLD.HostConfig, RestartPolicy: NEXT.restartPolicy },
    })
  })

  // The old container's policy is "no" at that moment, because the job switched it off.
  test('gives the new container the restart policy that the old one had before the job', () => {
    expect(deriveNewSpec(OLD, IMAGE, NEXT).HostConfig.RestartPolicy).toEqual(NEXT.restartPolicy)
    expect(deriveNewSpec(OLD, IMAGE, { ...NEXT, restartPolicy: undefined }).HostConfig).not.toHaveProperty('RestartPolicy')
  })

  test('carries commands, user and folder that people set', () => {
    const own = { Cmd: ['bash', '-c', 'x'], User: 'admin', WorkingDir: '/opt' }
    expect(deriveNewSpec({ ...OLD, ...own }, IMAGE, NEXT)).toMatchObject({ ...own, Entrypoint: null })
  })

  // With an entry point of its own the container does not inherit the new image's Cmd: dropping it would run nothing.
  test('carries Cmd along with an entry point that people set', () => {
    expect(deriveNewSpec({ ...OLD, Entrypoint: ['/mine'] }, IMAGE, NEXT)).toMatchObject({ Entrypoint: ['/mine'], Cmd: ['/start.sh'] })
  })

  test('keeps an entry point that people emptied', () => {
    expect(deriveNewSpec({ ...OLD, Entrypoint: null }, IMAGE, NEXT)).toMatchObject({ Entrypoint: [''], Cmd: ['/start.sh'] })
  })

  test('leaves the old specification as it was', () => {
    const before = structuredClone(OLD)
    deriveNewSpec(OLD, IMAGE, NEXT)
    expect(OLD).toEqual(before)
  })

  // A field list forgot the stop timeout: an OMS that needs 300 s to stop was killed after 60.
  test('carries settings that the panel does not know, without what the old image set', () => {
    const image = {
      ...IMAGE,
      StopSignal: 'SIGRTMIN+3',
      ExposedPorts: { '8089/tcp': {} },
      Healthcheck: { Test: ['CMD', '/check'] },
      OnBuild: null,
    }
    const settings = {
      StopSignal: 'SIGRTMIN+3',
      StopTimeout: 300,
      MacAddress: '02:42:ac:1e:05:09',
      ExposedPorts: { '8089/tcp': {}, '9999/tcp': {} },
      Healthcheck: { Test: ['CMD', '/check'], Interval: 30e9 },
      SomethingNew: { of: 'a later engine' },
      Domainname: '',
    }
    const NetworkingConfig = {
      EndpointsConfig: { omsnet: { IPAMConfig: { IPv4Address: '10.1.2.3' }, Aliases: ['oms'], DriverOpts: { a: 'b' } } },
    }
    const spec = deriveNewSpec({ ...OLD, ...settings, NetworkingConfig }, image, NEXT)
    for (const name of ['StopSignal', 'Domainname']) expect(spec).not.toHaveProperty(name)
    expect(spec).toMatchObject({
      StopTimeout: 300,
      MacAddress: '02:42:ac:1e:05:09',
      SomethingNew: { of: 'a later engine' },
      NetworkingConfig,
    })
    expect(spec).toHaveProperty('ExposedPorts', { '9999/tcp': {} })
    expect(spec).toHaveProperty('Healthcheck', { Interval: 30e9 })
  })

  test.each(['AutoRemove', 'ContainerIDFile'])('never carries %s', (setting) => {
    const old = { ...OLD, HostConfig: { ...OLD.HostConfig, AutoRemove: true, ContainerIDFile: '/oms.cid' } }
    expect(deriveNewSpec(old, IMAGE, NEXT).HostConfig).not.toHaveProperty(setting)
  })

  test('never carries the labels by which compose knows its containers', () => {
    const Labels = { 'com.docker.compose.project': 'oms', 'com.docker.compose.config-hash': 'f00', team: 'dba' }
    expect(deriveNewSpec({ ...OLD, Labels }, IMAGE, NEXT).Labels).toEqual({ team: 'dba', 'oms-upgrade-panel.job': 'job-1' })
  })
})
