import { expect, test } from 'vitest'
import type { TraitName } from '../traits.ts'
import { betweenChanges, dressed, postscript, preamble } from './init-voice.ts'

const metaDb = { host: 'h', port: 3306, user: 'oms', password: `a'b"c` }
const withTraits =
  (...traits: TraitName[]) =>
  (trait: TraitName) =>
    traits.includes(trait)
const plain = withTraits()

test('a plain site says nothing beside its phases', () => {
  expect([...preamble(metaDb, plain), ...postscript(plain), betweenChanges(plain)].join('')).toBe('')
  expect(dressed('[Completed]', plain)).toBe('[Completed]')
})

test('the password is printed as YAML quotes it', () => {
  expect(preamble(metaDb, withTraits('init-prints-password'))).toContain(`oms_meta_password: 'a''b"c'`)
})

test('colour surrounds the line, a long line is 200 kB, and a progress is one line of carriage returns', () => {
  expect(dressed('[Completed]', withTraits('init-ansi'))).toBe('\u001b[32m[Completed]\u001b[0m')
  expect(betweenChanges(withTraits('init-long-lines')).length).toBeGreaterThan(190_000)
  const progress = betweenChanges(withTraits('init-carriage-returns'))
  expect(progress.match(/\r/g)).toHaveLength(5)
  expect(progress.match(/\n/g)).toHaveLength(1)
})
