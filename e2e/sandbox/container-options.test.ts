import { expect, test } from 'vitest'
import { containerOptions } from './container-options.ts'
import type { TraitName } from './traits.ts'

const BINDS = ['/data/config.yaml:/home/admin/conf/config.yaml', '/data/oms_run:/home/ds/run']
const optionsOf = (...traits: TraitName[]) =>
  containerOptions({ index: 3, hostIp: '127.0.0.14', name: 'x', folder: '/data', traits }, 'oms:feature_3.3.1', BINDS, {})

test('a plain site runs what the vendor prints', () => {
  expect(optionsOf()).toEqual({
    name: 'oms_331',
    Image: 'oms:feature_3.3.1',
    Env: ['OMS_HOST_IP=127.0.0.14'],
    Tty: true,
    OpenStdin: true,
    Labels: {},
    HostConfig: {
      RestartPolicy: { Name: 'no' },
      AutoRemove: false,
      NetworkMode: 'host',
      Privileged: true,
      PidsLimit: -1,
      Ulimits: [{ Name: 'nproc', Soft: 65_535, Hard: 65_535 }],
      Binds: BINDS,
    },
  })
})

test('each trait asks for what it says, together with the others', () => {
  const asked = optionsOf('mount-option', 'rm-option', 'compose-labels', 'stop-options', 'health-check', 'own-network')
  expect(asked.HostConfig).toMatchObject({ AutoRemove: true, NetworkMode: 'oms-sandbox-x' })
  expect(asked.HostConfig).not.toHaveProperty('Binds')
  expect(asked.HostConfig?.Mounts).toContainEqual({ Type: 'bind', Source: '/data/oms_run', Target: '/home/ds/run' })
  expect(asked).toMatchObject({ StopTimeout: 300, StopSignal: 'SIGINT', Env: ['OMS_HOST_IP=10.213.3.11'] })
  expect(asked.Labels?.['com.docker.compose.service']).toBe('oms')
  expect(asked.Healthcheck?.Test?.[0]).toBe('CMD-SHELL')
  const [endpoint] = Object.values(asked.NetworkingConfig?.EndpointsConfig ?? {})
  expect(endpoint).toEqual({ IPAMConfig: { IPv4Address: '10.213.3.11' }, Aliases: ['oms', 'oms-console'] })
})
