import { expect, test } from 'vitest'
import type { NotCreatable } from '../ports/metadb.ts'
import { creationFindings } from './creation-findings.ts'

const refused = (because: NotCreatable['because'], object: string, ...privileges: string[]): NotCreatable => ({
  object,
  definer: 'root@localhost',
  because,
  privileges,
})

async function findingsOf(...list: NotCreatable[]) {
  return await creationFindings({ account: async () => ({ user: "o'ms@%" }), notCreatable: async () => list }, [])
}

// Found only after the swap, tables would be back and their triggers not.
test('what cannot be created again blocks, with one statement for the administrator', async () => {
  const [found, ...more] = await findingsOf(
    refused('definer', 'rm.v', 'SET_ANY_DEFINER', 'SYSTEM_USER'),
    refused('definer', 'cm.f', 'SET_ANY_DEFINER', 'ALLOW_NONEXISTENT_DEFINER'),
  )
  expect(more).toEqual([])
  const statement = "GRANT ALLOW_NONEXISTENT_DEFINER, SET_ANY_DEFINER, SYSTEM_USER ON *.* TO 'o''ms'@'%';"
  expect(found).toMatchObject({ id: 'definers', level: 'blocking', action: { params: { statement } } })
  expect(found?.raw).toBe(`rm.v (root@localhost)\ncm.f (root@localhost)\n${statement}`)
})

test('what the account cannot see is for a person to confirm', async () => {
  expect(await findingsOf(refused('definer-unseen', 'rm.v', 'SYSTEM_USER'))).toMatchObject([{ id: 'definers-unseen', level: 'confirm' }])
})

test('a binary log that refuses triggers blocks, with the setting that lets them', async () => {
  expect(await findingsOf(refused('binary-log', 'rm.t'))).toMatchObject([
    { id: 'binary-log', level: 'blocking', action: { params: { statement: 'SET GLOBAL log_bin_trust_function_creators = 1;' } } },
  ])
})

test('nothing refused is nothing found', async () => {
  expect(await findingsOf()).toEqual([])
})
