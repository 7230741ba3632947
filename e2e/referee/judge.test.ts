import { expect, test } from 'vitest'
import type { ContainerPicture } from './containers.ts'
import { haDifferences } from './ha-config.ts'
import { notRolledBack, notUpgraded, touched } from './judge.ts'
import type { Picture } from './picture.ts'

const container = (name: string, status: string, more: Partial<ContainerPicture> = {}): ContainerPicture => ({
  ...{ id: `id of ${name}`, name, status, image: 'i', restartPolicy: 'no:0', startedAt: '', finishedAt: '', exitCode: 0 },
  ...{ settings: ['Config.Env[]=A=1', 'HostConfig.Binds[0]=/a:/b'] },
  ...more,
})
const world = (...containers: ContainerPicture[]): Picture => ({
  takenAt: '',
  databases: {},
  schemata: ['rm'],
  containers,
  console: '200 healthy',
})
const before = world(container('old', 'running'))
const given = { oldId: 'id of old' }
const upgraded = { ...given, newName: 'new', plain: {} }
const next = (more: Partial<ContainerPicture> = {}) =>
  container('new', 'running', { settings: ['Config.Env[]=A=1', 'Config.Env[]=IS_UPGRADE=true', 'HostConfig.Binds[0]=/a:/b'], ...more })

test('a rollback leaves the old container running as it was and no other', () => {
  expect(notRolledBack(before, world(container('old', 'running'), next({ status: 'exited' })), given)).toEqual([])
  const wrong = [
    world(container('old', 'exited')),
    world(container('old', 'running'), next()),
    world(container('old', 'running'), next({ status: 'restarting' })),
    world(container('old', 'paused')),
    world(container('old', 'running', { id: 'another' })),
    world(container('old', 'running', { restartPolicy: 'always:0' })),
    world(container('old', 'running', { settings: ['Config.Env[]=A=1'] })),
    { ...before, console: '502 not healthy' },
  ]
  for (const after of wrong) expect(notRolledBack(before, after, given)).not.toEqual([])
  for (const after of wrong) expect(touched(before, after, given)).not.toEqual([])
})

test('an upgrade leaves exactly the new container running, made as the old one', () => {
  expect(notUpgraded(before, world(container('old', 'exited'), next()), upgraded)).toEqual([])
  const wrong = [
    world(container('old', 'running'), next()),
    world(next()),
    world(container('old', 'exited', { restartPolicy: 'always:0' }), next()),
    world(container('old', 'exited'), next({ settings: ['Config.Env[]=A=1', 'HostConfig.Binds[0]=/a:/b'] })),
    world(container('old', 'exited'), next({ settings: [...next().settings, 'HostConfig.AutoRemove=true'] })),
    world(container('old', 'exited'), next({ settings: [...next().settings, 'Config.Labels.com.docker.compose.project=x'] })),
    world(container('old', 'exited'), next({ settings: ['Config.Env[]=IS_UPGRADE=true', 'HostConfig.Binds[0]=/a:/b'] })),
    world(container('old', 'exited'), next(), container('foreign', 'running')),
  ]
  for (const after of wrong) expect(notUpgraded(before, after, upgraded)).not.toEqual([])
  expect(notUpgraded(before, world(next()), { ...upgraded, isOldGone: true })).toEqual([])
})

test('no database is left behind but what a rollback keeps, and none goes', () => {
  const after = (...schemata: string[]) => ({ ...before, schemata })
  expect(notRolledBack(before, after('rm', 'rm__panel_0a1b_kept'), given)).toEqual([])
  for (const found of [after('rm', 'rm__panel_0a1b_new'), after('rm', 'other'), after()])
    expect(notRolledBack(before, found, given)).not.toEqual([])
  expect(touched(before, after('rm', 'rm__panel_0a1b_kept'), given)).not.toEqual([])
})

test('ha.config is compared as JSON, and an interval never gets shorter', () => {
  const config = '{"enable":true,"refetchStoreIntervalMin":30,"a":1}'
  expect(haDifferences(config, '{ "a": 1, "refetchStoreIntervalMin": 30, "enable": true }', { interval: 'equal' })).toEqual([])
  expect(haDifferences(config, config.replace('30', '32'), { interval: 'equal' })).not.toEqual([])
  expect(haDifferences(config, config.replace('30', '32'), { interval: 'not lower' })).toEqual([])
  expect(haDifferences(config, config.replace('30', '29'), { interval: 'not lower' })).not.toEqual([])
  expect(haDifferences(config, config.replace('true', 'false'), { interval: 'not lower' })).not.toEqual([])
  expect(haDifferences(config, config.replace(',"a":1', ''), { interval: 'not lower' })).not.toEqual([])
  expect(haDifferences(config, config.replace(',"a":1', ''), { interval: 'not lower', keys: ['a'] })).toEqual([])
  expect(haDifferences(config, null, { interval: 'equal' })).not.toEqual([])
})
