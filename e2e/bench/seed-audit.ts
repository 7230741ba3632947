import type { Store } from '../../server/db/open-store.ts'
import { transact } from '../../server/db/transact.ts'
import { chainHash, genesisHash } from '../../server/domain/audit-chain.ts'
import { insertRows } from './insert-rows.ts'

const ACTIONS = ['upgrade.plan', 'approval.give', 'upgrade.start', 'run.succeeded', 'signIn'] as const
const PEOPLE = ['Ada Admin', 'Otto Operator', 'Anna Approver', 'Li Wei', '陈静']
const BATCH = 5_000
const APART_MS = 20 * 60_000
const FIRST = Date.parse('2019-01-01T00:00:00Z')

/** Adds so many chained rows about the jobs of seedJobs; nothing seals them. The panel that runs on the store may write in between. */
export async function seedAudit(store: Store, rows: number): Promise<void> {
  for (let first = 0; first < rows; first += BATCH) {
    await transact(store, async (tx) => {
      // First a write, so that nobody else's row comes in between.
      await tx.auditEvent.deleteMany({ where: { id: -1 } })
      const last = await tx.auditEvent.findFirst({ orderBy: { id: 'desc' }, select: { hash: true } })
      let previousHash = last?.hash ?? genesisHash([])
      const made = Array.from({ length: Math.min(BATCH, rows - first) }, (_, offset) => {
        const index = first + offset
        const event = {
          at: new Date(FIRST + index * APART_MS),
          actor: PEOPLE[index % PEOPLE.length] ?? 'panel',
          actorId: `user-${index % PEOPLE.length}`,
          role: 'operator',
          address: '10.0.0.7',
          action: ACTIONS[index % ACTIONS.length] ?? 'upgrade.plan',
          outcome: index % 40 === 0 ? 'refused' : 'done',
          subject: `job-${String(Math.floor(index / 2)).padStart(7, '0')}`,
          installationId: `installation-${index % 25}`,
          detailJson: JSON.stringify({ number: Math.floor(index / 2), from: '3.3.1', to: '3.4.0' }),
        }
        const row = { ...event, previousHash, hash: chainHash(previousHash, event) }
        previousHash = row.hash
        return row
      })
      await insertRows(tx, 'AuditEvent', made)
    })
  }
}
