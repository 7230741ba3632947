import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { configYaml } from './config-yaml.ts'
import { readConfig } from './simulator/config.ts'
import type { TraitName } from './traits.ts'

const metaDb = { host: '127.0.0.1', port: 13306, user: 'oms', password: `it's "a" \\ #pass: word` }
let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'oms-config-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

function read(traits: TraitName[]) {
  const text = configYaml({ index: 3, hostIp: '127.0.0.14', name: 'x', traits }, metaDb)
  writeFileSync(join(folder, 'config.yaml'), text)
  return { text, config: readConfig(join(folder, 'config.yaml')) }
}

test.each([[[]], [['config-duplicate-key']], [['config-tags']], [['config-duplicate-key', 'config-tags']]] as TraitName[][][])(
  'with %s OMS reads the same configuration',
  (traits) => {
    expect(read(traits).config).toEqual(read([]).config)
    expect(read(traits).config.metaDb).toEqual(metaDb)
  },
)

test('the traits are there', () => {
  expect(read(['config-duplicate-key']).text.match(/^oms_meta_port:/gm)).toHaveLength(2)
  expect(read([]).text.match(/^oms_meta_port:/gm)).toHaveLength(1)
  const untagged = read(['config-tags'])
    .text.split('\n')
    .filter((line) => /^\w+: (?!!!)/.test(line))
  expect(untagged).toEqual([])
})
