import { expect, test } from 'vitest'
import type { CreatedObject, NotCreatable } from '../ports/metadb.ts'
import type { Seen, Subject } from './check.ts'
import { METADB_CHECKS } from './metadb-checks.ts'

async function looked(site: { refused?: NotCreatable[]; uncarried?: boolean }) {
  const asked: string[] = []
  const metaDb = {
    structure: async (database: string) => ({
      objects: [{ kind: 'trigger', name: 'tr', definer: 'root@%', statement: 'CREATE TRIGGER tr' }],
      uncarried: site.uncarried
        ? [{ kind: 'table', name: 't', why: { key: 'proofs.uncarried.kind', params: { kind: 'sequence', object: `${database}.t` } } }]
        : [],
    }),
    async notCreatable(objects: readonly CreatedObject[]) {
      asked.push(...objects.map(({ database, name }) => `${database}.${name}`))
      return site.refused ?? []
    },
    account: async () => ({ user: 'oms@%' }),
  }
  const seen = { metaDb } as unknown as Seen
  const input = { installation: { databases: { rm: 'rm', cm: 'cm', heartbeats: ['hb'] } } } as unknown as Subject
  const check = METADB_CHECKS.find(({ id }) => id === 'objects')
  const findings = (await check?.look(input, seen)) ?? []
  return { asked, findings: findings.map(({ id, level }) => `${id} ${level}`) }
}

// Green in the plan, 1419 or 1227 after the databases were dropped, on every retry.
test('what this account could not create again is found before the upgrade, in every database', async () => {
  const refused = { object: 'rm.tr', definer: 'root@%', privileges: ['SET_ANY_DEFINER'] }
  const found = await looked({
    refused: [
      { ...refused, because: 'definer' },
      { ...refused, because: 'binary-log' },
    ],
  })
  expect(found.asked).toEqual(['rm.tr', 'cm.tr', 'hb.tr'])
  expect(found.findings).toEqual(['definers blocking', 'binary-log blocking'])
  expect((await looked({})).findings).toEqual(['objects note'])
})

test('what no backup can carry blocks', async () => {
  expect((await looked({ uncarried: true })).findings).toEqual(['objects blocking'])
})
