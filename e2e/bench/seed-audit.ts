import type { Store } from '../../server/db/open-store.ts'
import { chainHash, genesisHash } from '../../server/domain/audit-chain.ts'
import { insertRows } from './insert-rows.ts'

const ACTIONS = ['upgrade.plan', 'approval.give', 'upgrade.start', 'run.succeeded', 'signIn'] as const
const PEOPLE = ['Ada Admin', 'Otto Operator', 'Anna Approver', 'Li Wei', '陈静']
const BATCH = 5_000
const APART_MS = 20 * 60_000
const FIRST = Date.parse('2019-01-01T00:00:00Z')

/** A trail of so many chained rows about the jobs of seedJobs, in place of what is there; nothing seals it. */
export async function seedAudit(store: Store, rows: number): Promise<void> {
  await store.$transaction([store.auditHead.deleteMany(), store.auditEvent.deleteMany()])
  let previousHash = genesisHash([])
  for (let first = 0; first < rows; first += BATCH) {
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
    await store.$transaction((tx) => insertRows(tx, 'AuditEvent', made))
  }
}
