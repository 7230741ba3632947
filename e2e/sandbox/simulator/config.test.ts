import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { readConfig } from './config.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'oms-config-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

function config(text: string): string {
  const file = join(folder, 'config.yaml')
  writeFileSync(file, text)
  return file
}

const WHOLE = `oms_meta_host: 127.0.0.1
oms_meta_port: "3306"
oms_meta_user: oms
oms_meta_password: 1234
drc_rm_db: oms_rm
drc_cm_db: oms_cm
drc_cm_heartbeat_db: oms_cm_heartbeat_1
cm_is_default: !!bool "true"
nginx_server_port: !!int "18089"
cm_nodes:
  - 10.0.0.1
`

test('tags and numbers as text are read', () => {
  const read = readConfig(config(WHOLE))
  expect(read.metaDb).toEqual({ host: '127.0.0.1', port: 3306, user: 'oms', password: '1234' })
  expect(read.databases).toEqual({ rm: 'oms_rm', cm: 'oms_cm', heartbeat: 'oms_cm_heartbeat_1' })
  expect(read.ports).toMatchObject({ console: 18089, ghana: 8090, sshd: 2023 })
  expect(read.nodes).toEqual(['10.0.0.1'])
})

test('a missing field and a port that is none are named', () => {
  expect(() => readConfig(config(WHOLE.replace('drc_rm_db', 'other')))).toThrow('drc_rm_db')
  expect(() => readConfig(config(WHOLE.replace('"3306"', 'many')))).toThrow('oms_meta_port')
  expect(() => readConfig(config('- a list'))).toThrow('not a mapping')
})
