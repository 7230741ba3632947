import { describe, expect, test } from 'vitest'
import { diffSpecs } from './container-diff.ts'
import type { ContainerSpec } from './container-spec.ts'
import { deriveNewSpec } from './derive-new-spec.ts'

const IMAGE = { Env: ['PATH=/bin'], Labels: {}, Cmd: ['/start.sh'], Entrypoint: null, User: '', WorkingDir: '' }
const OLD: ContainerSpec = {
  ...IMAGE,
  Image: 'reg:5000/oms:feature_3.3.1',
  Env: ['PATH=/bin', 'OMS_HOST_IP=10.0.0.5', 'DB_PASSWORD=hunter2'],
  Tty: true,
  OpenStdin: true,
  Hostname: '',
  NetworkingConfig: { EndpointsConfig: {} },
  HostConfig: {
    Binds: ['/d/logs:/home/admin/logs', '/d/store:/home/ds/store', '/d/run:/home/ds/run', '/d/config.yaml:/home/admin/conf/config.yaml'],
    NetworkMode: 'host',
    Privileged: true,
    PidsLimit: -1,
    Ulimits: [{ Name: 'nproc', Soft: 65535, Hard: 65535 }],
    RestartPolicy: { Name: 'no' },
    LogConfig: { Type: 'json-file', Config: {} },
  },
}
const NEW = deriveNewSpec(OLD, IMAGE, { image: 'reg:5000/oms:feature_3.4.0', jobId: 'j1', restartPolicy: { Name: 'no' } })
const find = (rows: ReturnType<typeof diffSpecs>, path: string) => rows.find((row) => row.path === path)

describe('diffSpecs', () => {
  test('shows all that the containers are made of, what the document demands first', () => {
    const rows = diffSpecs(OLD, NEW, IMAGE)
    expect(rows.map((row) => `${row.kind} ${row.path} ${row.rule === null ? '' : 'rule'}`.trim())).toEqual([
      'added Env.IS_UPGRADE rule',
      'same HostConfig.Binds[/home/admin/logs] rule',
      'same HostConfig.Binds[/home/ds/run] rule',
      'same HostConfig.Binds[/home/ds/store] rule',
      'same HostConfig.NetworkMode rule',
      'same HostConfig.PidsLimit rule',
      'same HostConfig.Privileged rule',
      'same HostConfig.Ulimits.nproc rule',
      'same Env.DB_PASSWORD',
      'same Env.OMS_HOST_IP',
      'same HostConfig.Binds[/home/admin/conf/config.yaml]',
      'same HostConfig.LogConfig',
      'same HostConfig.RestartPolicy',
      'changed Image',
      'added Labels.oms-upgrade-panel.job',
      'same OpenStdin',
      'same Tty',
    ])
    expect(find(rows, 'HostConfig.Ulimits.nproc')).toMatchObject({ before: '65535:65535', after: '65535:65535' })
    expect(find(rows, 'HostConfig.Binds[/home/ds/store]')?.rule).toEqual({ key: 'diff.ruleMount', params: { path: '/home/ds/store' } })
  })

  // The plan is shown, exported and stored: a password in a variable must not travel along.
  test('shows that a secret variable changes, but not its values', () => {
    const rows = diffSpecs(OLD, { ...NEW, Env: ['DB_PASSWORD=hunter3'] }, IMAGE)
    expect(find(rows, 'Env.DB_PASSWORD')).toMatchObject({ before: '[secret]', after: '[secret]', kind: 'changed' })
    expect(JSON.stringify(rows)).not.toContain('hunter')
  })

  test('shows a demanded row that is missing on both sides', () => {
    const bare = { ...OLD, HostConfig: {} }
    expect(find(diffSpecs(bare, bare), 'HostConfig.NetworkMode')).toMatchObject({ before: null, after: null, kind: 'same' })
  })

  test.each([null, 0, -1, undefined])('shows a limit of processes of %j, which means none, as the document writes it', (PidsLimit) => {
    const { PidsLimit: _limit, ...rest } = OLD.HostConfig
    const old = { ...OLD, HostConfig: PidsLimit === undefined ? rest : { ...rest, PidsLimit } }
    expect(find(diffSpecs(old, NEW, IMAGE), 'HostConfig.PidsLimit')).toMatchObject({ before: '-1', after: '-1', kind: 'same' })
    const limited = { ...OLD, HostConfig: { ...rest, PidsLimit: 100 } }
    expect(find(diffSpecs(limited, NEW, IMAGE), 'HostConfig.PidsLimit')).toMatchObject({ before: '100', after: '-1', kind: 'changed' })
  })

  test('shows a mount that moved, went or came', () => {
    const HostConfig = { ...OLD.HostConfig, Binds: ['/other:/home/ds/store', '/d/run:/home/ds/run', '/d/x:/x'] }
    const rows = diffSpecs(OLD, { ...NEW, HostConfig }, IMAGE)
    expect(find(rows, 'HostConfig.Binds[/home/ds/store]')).toMatchObject({ kind: 'changed', after: '/other:/home/ds/store' })
    expect(find(rows, 'HostConfig.Binds[/home/admin/logs]')?.kind).toBe('removed')
    expect(find(rows, 'HostConfig.Binds[/x]')?.kind).toBe('added')
  })

  test('does not take another order of keys for a difference', () => {
    const HostConfig = { ...OLD.HostConfig, LogConfig: { Config: {}, Type: 'json-file' } }
    expect(find(diffSpecs(OLD, { ...NEW, HostConfig }, IMAGE), 'HostConfig.LogConfig')?.kind).toBe('same')
  })

  // Carried in silence, a setting that a person forgot about would be a surprise in the new container.
  test('shows settings that no list names, and networks with what was set on them', () => {
    const old = {
      ...OLD,
      StopTimeout: 300,
      Healthcheck: { Test: ['CMD-SHELL', 'curl -u admin:x --password=hunter2 localhost'] },
      HostConfig: { ...OLD.HostConfig, AutoRemove: true, Memory: 0 },
      Labels: { 'com.docker.compose.project': 'oms' },
      NetworkingConfig: { EndpointsConfig: { omsnet: { IPAMConfig: { IPv4Address: '10.1.2.3' }, Aliases: ['oms'] } } },
    }
    const next = deriveNewSpec(old, IMAGE, { image: 'oms:2', jobId: 'j1', restartPolicy: { Name: 'no' } })
    const rows = diffSpecs(old, next, IMAGE)
    expect(find(rows, 'StopTimeout')).toMatchObject({ before: '300', after: '300', kind: 'same' })
    expect(find(rows, 'Networks[omsnet].IPAMConfig')).toMatchObject({ after: '{"IPv4Address":"10.1.2.3"}', kind: 'same' })
    expect(find(rows, 'Networks[omsnet].Aliases')).toMatchObject({ after: '["oms"]', kind: 'same' })
    expect(find(rows, 'HostConfig.AutoRemove')).toMatchObject({ kind: 'removed', rule: { key: 'diff.ruleAutoRemove' } })
    expect(find(rows, 'Labels.com.docker.compose.project')).toMatchObject({ kind: 'removed', rule: { key: 'diff.ruleCompose' } })
    expect(find(rows, 'HostConfig.Memory')).toBeUndefined()
    expect(JSON.stringify(rows)).not.toContain('hunter2')
  })

  test('a hidden value that changes is still a change', () => {
    const logTo = (token: string) => ({ Type: 'splunk', Config: { 'splunk-token': token } })
    const spec = (token: string) => ({ ...OLD, HostConfig: { ...OLD.HostConfig, LogConfig: logTo(token) } })
    const shown = '{"Config":{"splunk-token":"[secret]"},"Type":"splunk"}'
    expect(find(diffSpecs(spec('a'), spec('b')), 'HostConfig.LogConfig')).toMatchObject({ before: shown, after: shown, kind: 'changed' })
  })
})
