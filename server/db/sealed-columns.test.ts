import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { SEALED_COLUMNS } from './sealed-columns.ts'

const SCHEMA = readFileSync(new URL('../../prisma/schema.prisma', import.meta.url), 'utf8')

// A sealed column that the rotation does not know stays with the old key: what it holds is lost when that key is thrown away.
test('every column of the schema that ends in Enc is in the list of sealed columns, and every table of it has an id', () => {
  const models = [...SCHEMA.matchAll(/^model (\w+) \{\n(.*?)^\}/gms)].map(([, name = '', body = '']) => ({ name, body }))
  const inSchema = models.flatMap(({ name, body }) =>
    [...body.matchAll(/^\s+(\w+Enc)\s+String/gm)].map(([, column]) => `${name[0]?.toLowerCase()}${name.slice(1)}.${column}`),
  )
  expect(inSchema.length).toBeGreaterThan(0)
  expect(SEALED_COLUMNS.map(({ model, column }) => `${model}.${column}`).sort()).toEqual(inSchema.sort())
  const sealed: string[] = SEALED_COLUMNS.map(({ model }) => model)
  const tables = models.filter(({ name }) => sealed.includes(`${name[0]?.toLowerCase()}${name.slice(1)}`))
  for (const { body } of tables) expect(body).toMatch(/^\s+id\s+String\s+@id/m)
})
