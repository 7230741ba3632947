import { describe, expect, test } from 'vitest'
import type { ContainerChoice, ContainerReading } from '@/server/contract/installation.ts'
import { withoutPasswords } from './adopt-draft.ts'
import { adoptField } from './adopt-fields.ts'
import { adoptGate } from './adopt-gate.ts'
import { adoptInput } from './adopt-input.ts'
import { type AdoptValues, adoptValues } from './adopt-values.ts'
import { checkAdopt } from './check-adopt.ts'
import { containerGroups } from './container-groups.ts'

const reading: ContainerReading = {
  id: 'a'.repeat(64),
  name: 'oms_331',
  image: 'oms:feature_3.3.1',
  imageId: 'sha256:1',
  state: 'running',
  version: '3.3.1',
  edition: 'enterprise',
  hostIp: '10.0.0.5',
  binds: [],
  https: false,
  ports: { console: 8089, ghana: 8090, cm: 8088, supervisor: 9000, sshd: 2023 },
  metaDb: { host: '10.0.0.9', port: 2883, user: 'root@oms#ob', passwordInConfig: true },
  databases: { rm: 'rm_331', cm: 'cm_331', heartbeats: ['cm_hb_331'] },
  region: null,
  consoleUrl: 'http://10.0.0.5:8089',
  suggestedName: 'oms-prod',
  backupFolder: '/data/backups',
  warnings: [],
}

function filled(change: (values: AdoptValues) => void = () => {}): AdoptValues {
  const values = structuredClone(adoptValues(reading))
  values.console.password = 'console-secret'
  change(values)
  return values
}

describe('what goes to the server', () => {
  test('the reading and a console password are enough', () => {
    const checked = checkAdopt(filled())
    expect(checked.ok && checked.input.metaDb).toEqual({
      host: '10.0.0.9',
      port: 2883,
      user: 'root@oms#ob',
      password: '',
      tls: { mode: 'offered' },
    })
    expect(checked.ok && checked.input.console.actions).toBeNull()
  })

  // Someone who goes back to "as in config.yaml" must not send what was typed before.
  test('a typed password is sent only while it is chosen', () => {
    const typed = filled((values) => {
      values.metaDb.passwordFrom = 'typed'
      values.metaDb.password = 'typed-secret'
    })
    expect(adoptInput(typed).metaDb.password).toBe('typed-secret')
    typed.metaDb.passwordFrom = 'config'
    expect(adoptInput(typed).metaDb.password).toBe('')
  })

  test('every wrong field is named at once', () => {
    const checked = checkAdopt(
      filled((values) => {
        values.name = ' '
        values.version = '3.3'
        values.metaDb.port = '28x3'
        values.metaDb.passwordFrom = 'typed'
        values.console.url = 'ftp://10.0.0.5'
        values.console.password = ''
        values.console.actions = { ...values.console.actions, listServers: 'List Servers' }
        values.backupFolder = 'backups'
      }),
    )
    expect(checked.ok).toBe(false)
    expect(!checked.ok && [...checked.wrong].sort()).toEqual([
      'backupFolder',
      'console.actions.listServers',
      'console.password',
      'console.url',
      'metaDb.password',
      'metaDb.port',
      'name',
      'version',
    ])
  })

  test.each(['metadb', 'guided'] as const)('the driver %s needs no console account', (driver) => {
    const values = filled((draft) => {
      draft.console.driver = driver
      draft.console.user = ''
      draft.console.password = ''
    })
    expect(checkAdopt(values).ok).toBe(true)
  })
})

// A password in the browser's storage outlives the tab's purpose and is readable by anyone at the keyboard.
test('the kept draft holds no password', () => {
  const values = filled((draft) => {
    draft.metaDb.password = 'metadb-secret'
  })
  const kept = JSON.stringify(withoutPasswords(values))
  expect(kept).not.toContain('secret')
  expect(kept).toContain('oms-prod')
})

test('adopting waits for a test that passed with exactly these values', () => {
  const tested = (passed: boolean) => ({ values: 'A', result: { ok: true as const, value: { passed, findings: [] } } })
  expect(adoptGate(undefined, 'A')).toBe('notTested')
  expect(adoptGate(tested(false), 'A')).toBe('notPassed')
  expect(adoptGate(tested(true), 'B')).toBe('stale')
  expect(adoptGate(tested(true), 'A')).toBeNull()
})

test("a server's path finds its field, also from below", () => {
  expect(adoptField('console.url')).toBe('console.url')
  expect(adoptField('edition.x')).toBe('edition')
  expect(adoptField('image.file')).toBeUndefined()
  expect(adoptField(undefined)).toBeUndefined()
})

test('running OMS containers come first, the others apart', () => {
  const container = (name: string, looksLikeOms: boolean, state: string): ContainerChoice => ({
    id: name,
    name,
    image: 'x',
    state,
    looksLikeOms,
    adoptedAs: null,
  })
  const groups = containerGroups([
    container('oms_2', true, 'exited'),
    container('web', false, 'running'),
    container('oms_1', true, 'running'),
  ])
  expect(groups.oms.map(({ name }) => name)).toEqual(['oms_1', 'oms_2'])
  expect(groups.others.map(({ name }) => name)).toEqual(['web'])
})
