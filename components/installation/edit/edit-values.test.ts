import { expect, test } from 'vitest'
import type { InstallationView } from '@/server/contract/installation.ts'
import { checkEdit, type EditValues, editField, editValues } from './edit-values.ts'

const INSTALLATION: InstallationView = {
  id: 'inst-1',
  name: 'oms-prod',
  edition: 'enterprise',
  version: '3.3.1',
  metaDb: { host: '10.0.0.9', port: 2883, user: 'root@oms#ob', tls: { mode: 'offered' } },
  metaDbCa: [],
  databases: { rm: 'rm_331', cm: 'cm_331', heartbeats: ['cm_hb_331'] },
  console: { driver: 'console', url: 'http://10.0.0.5:8089', user: 'admin', actions: null, calls: null },
  backupFolder: '/data/backups',
  nodes: [{ hostIp: '10.0.0.5', containerName: 'oms_331', containerId: 'a'.repeat(64) }],
  createdAt: '2026-11-01T00:00:00.000Z',
  lastJob: null,
  archived: null,
  sharedWith: [],
}

const changed = (change: (values: EditValues) => void) => {
  const values = structuredClone(editValues(INSTALLATION))
  change(values)
  return checkEdit(INSTALLATION.id, values)
}

test('an installation as it is can be saved again without any password', () => {
  const checked = changed(() => {})
  expect(checked.ok && checked.input).toMatchObject({
    installationId: 'inst-1',
    hostIp: '10.0.0.5',
    metaDb: { host: '10.0.0.9', port: 2883, passwordFrom: 'stored', password: '' },
    console: { password: '', actions: null, calls: null },
  })
})

// Someone who goes back to the stored password must not send what was typed before.
test('a typed password is sent only while it is chosen', () => {
  const typed = changed((values) => {
    values.metaDb.passwordFrom = 'typed'
    values.metaDb.password = 'typed-secret'
  })
  expect(typed.ok && typed.input.metaDb.password).toBe('typed-secret')
  const back = changed((values) => {
    values.metaDb.password = 'typed-secret'
  })
  expect(back.ok && back.input.metaDb.password).toBe('')
})

test('every wrong field is named at once', () => {
  const checked = changed((values) => {
    values.hostIp = 'not an address'
    values.metaDb.port = 'x'
    values.metaDb.passwordFrom = 'typed'
    values.console.url = 'ftp://10.0.0.5'
    values.console.user = ''
    values.backupFolder = 'backups'
  })
  expect(!checked.ok && [...checked.wrong].sort()).toEqual([
    'backupFolder',
    'console.url',
    'console.user',
    'hostIp',
    'metaDb.password',
    'metaDb.port',
  ])
  expect(editField('hostIp')).toBe('hostIp')
})
