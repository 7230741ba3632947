import { expect, test } from 'vitest'
import { schemaFinding } from './schema-version.ts'

// A spelling that the panel cannot read would leave a good init unproven, with OMS down.
test.each([
  ['V3.3.1', 'ok'],
  ['3.3.1-CE', 'ok'],
  ['3.3.1_bp2', 'ok'],
  ['3.2.0', 'confirm'],
  ['trunk', 'confirm'],
  ['unknown', 'note'],
])('a schema that says %s before an upgrade from 3.3.1: %s', (seen, level) => {
  expect(schemaFinding(seen, '3.3.1')).toMatchObject({ level })
})
