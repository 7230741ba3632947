import { inspect } from 'node:util'
import { describe, expect, test } from 'vitest'
import { OperatorError } from '../errors.ts'
import { readConfigYaml } from './config-yaml.ts'

const PASSWORD = '0123 #p"ass\\'
const CONFIG = `
oms_meta_host: 10.0.0.9
oms_meta_port: "2883"
oms_meta_user: root@oms#meta
oms_meta_password: '0123 #p"ass\\'
drc_rm_db: rm_331
drc_cm_db: cm_331
drc_cm_heartbeat_db: !!str cm_hb_331
cm_url: http://10.0.0.5:8088
cm_region: cn-hangzhou
cm_is_default: !!bool "true"
cm_nodes:
  - 10.0.0.5
  - 10.0.0.6
nginx_server_port: !!int "18089"
tsdb_password:
`

function problemOf(text: string) {
  try {
    readConfigYaml(text)
  } catch (cause) {
    if (cause instanceof OperatorError) return { problem: cause.problem, everything: inspect(cause, { depth: 9 }) + String(cause.stack) }
    throw cause
  }
  throw new Error('was read without a problem')
}

describe('readConfigYaml', () => {
  test('reads what the panel needs, with tags, numbers as strings and default ports', () => {
    const { password, ...config } = readConfigYaml(CONFIG)
    expect(config).toEqual({
      metaDb: { host: '10.0.0.9', port: 2883, user: 'root@oms#meta' },
      databases: { rm: 'rm_331', cm: 'cm_331', heartbeats: ['cm_hb_331'] },
      cmUrl: 'http://10.0.0.5:8088',
      cmNodes: ['10.0.0.5', '10.0.0.6'],
      region: 'cn-hangzhou',
      ports: { console: 18089, ghana: 8090, cm: 8088, supervisor: 9000, sshd: 2023 },
      repeatedKeys: [],
    })
    expect(password?.reveal()).toBe(PASSWORD)
    expect(JSON.stringify(readConfigYaml(CONFIG))).not.toContain('0123')
  })

  // Read as a number, 0123 would become 123 and sign-in would fail.
  test('keeps the characters of a password that looks like a number', () => {
    expect(readConfigYaml(CONFIG.replace(/oms_meta_password: .*/, 'oms_meta_password: 0123')).password?.reveal()).toBe('0123')
  })

  test.each(['', '~', 'null', '""'])('a password written as %j is none', (value) => {
    expect(readConfigYaml(CONFIG.replace(/oms_meta_password: .*/, `oms_meta_password: ${value}`)).password).toBeNull()
  })

  test('keeps database names with quotes and backticks as they are', () => {
    expect(readConfigYaml(CONFIG.replace('rm_331', '"rm`\\"x"')).databases.rm).toBe('rm`"x')
  })

  test('takes nodes written as one text', () => {
    expect(readConfigYaml(CONFIG.replace(/cm_nodes:\n.*\n.*\n/, 'cm_nodes: 10.0.0.5, 10.0.0.6\n')).cmNodes).toEqual([
      '10.0.0.5',
      '10.0.0.6',
    ])
  })

  test.each(['oms_meta_host', 'oms_meta_port', 'oms_meta_user', 'drc_rm_db', 'drc_cm_db', 'drc_cm_heartbeat_db'])(
    'names the missing %s',
    (key) => {
      const { problem } = problemOf(CONFIG.replace(`${key}:`, 'another_key:'))
      expect(problem).toMatchObject({ code: 'bad-input', said: { key: 'images.configKeyMissing', params: { key } } })
    },
  )

  test('names the port that is none', () => {
    expect(problemOf(CONFIG.replace('"2883"', 'abc')).problem.said).toEqual({
      key: 'images.configNotAPort',
      params: { key: 'oms_meta_port' },
    })
    expect(problemOf(CONFIG.replace('"18089"', '"65536"')).problem.said.params).toEqual({ key: 'nginx_server_port' })
  })

  // Dumped and dropped twice, the second dump would be of an empty database.
  test('refuses one database for two purposes', () => {
    expect(problemOf(CONFIG.replace('cm_331', 'rm_331')).problem.said.key).toBe('images.configSameDatabase')
  })

  // The parser's own errors quote the lines of the file, and with them the password.
  test('says the line that is not YAML, without a word of the file', () => {
    const { problem, everything } = problemOf(`oms_meta_host: x\noms_meta_password: hunter2: unquoted: #\n`)
    expect(problem).toMatchObject({ code: 'bad-input', said: { key: 'images.configNotYaml', params: { line: 2 } } })
    expect(everything).not.toContain('hunter2')
  })

  test.each(['', 'just words', '- a\n- b', '42'])('refuses %j, which has no keys', (text) => {
    expect(problemOf(text).problem.said.key).toBe('images.configNotAMap')
  })

  // OMS runs with such a file, so the panel must be able to adopt it, and it must take what OMS takes.
  test('takes the last value of a repeated key, as OMS does, and names the key', () => {
    const config = readConfigYaml(`${CONFIG}drc_rm_db: rm_340\ncm_nodes: [10.0.0.7]\ndrc_rm_db: rm_341\n`)
    expect(config.databases.rm).toBe('rm_341')
    expect(config.cmNodes).toEqual(['10.0.0.7'])
    expect(config.repeatedKeys).toEqual(['drc_rm_db', 'cm_nodes'])
  })

  // 40,000 keys stopped the whole panel for 15 seconds.
  test('refuses a file over 64 KB before it parses it, and reads the densest one below in no time', () => {
    const many = (count: number) => CONFIG + Array.from({ length: count }, (_, index) => `k${index}: v`).join('\n')
    expect(problemOf(many(40_000)).problem).toMatchObject({ code: 'bad-input', said: { key: 'images.configTooLarge' } })
    const started = performance.now()
    expect(readConfigYaml(many(6_500)).databases.rm).toBe('rm_331')
    expect(performance.now() - started).toBeLessThan(2_000)
  })
})
