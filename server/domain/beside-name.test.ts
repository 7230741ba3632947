import { expect, test } from 'vitest'
import { besideName, isBesideName, isBesideNameOf, newTag } from './beside-name.ts'

test('a copy is named after its database, in lower case', () => {
  expect(besideName('RM_331', 'k3f9x0ab', 'new')).toBe('rm_331__panel_k3f9x0ab_new')
  expect(besideName('rm_331', 'k3f9x0ab', 'kept')).toBe('rm_331__panel_k3f9x0ab_kept')
})

// Longer than 64 characters, or than a folder of the server may be, and the copy could not be created in the window.
test.each(['a'.repeat(64), '元数据'.repeat(21), '$-`'.repeat(21), '𠀋'.repeat(32)])(
  '%s gives a name that every server can create',
  (database) => {
    const name = besideName(database, newTag(), 'kept')
    expect(name.length).toBeLessThanOrEqual(64)
    expect(name).toMatch(/__panel_[0-9a-z]{8}_kept$/)
    // No half of a character is left at the cut.
    expect(name).toBe([...name].filter((character) => !/[\ud800-\udfff]/.test(character) || character.length === 2).join(''))
  },
)

// By this the panel knows what it may drop: a name that does not follow from its database is somebody else's.
test.each(['RM_331', 'a'.repeat(64), '元数据'.repeat(21)])('every name that is made of %s is known again', (of) => {
  for (const kind of ['new', 'kept', 'try'] as const) {
    const name = besideName(of, newTag(), kind)
    expect(isBesideName(name)).toBe(true)
    expect(isBesideNameOf({ name, of, kind })).toBe(true)
    expect(isBesideNameOf({ name, of: `x${of}`, kind })).toBe(false)
    expect(isBesideNameOf({ name, of, kind: kind === 'new' ? 'kept' : 'new' })).toBe(false)
    expect(isBesideNameOf({ name: `${name} `, of, kind })).toBe(false)
  }
  expect(isBesideName(of)).toBe(false)
  expect(isBesideNameOf({ name: of, of, kind: 'kept' })).toBe(false)
})

test('two tags of one moment differ', () => {
  expect(new Set(Array.from({ length: 1000 }, newTag)).size).toBe(1000)
})
