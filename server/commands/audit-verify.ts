// `npm run audit:verify`: is the audit trail of the store in PANEL_DATA whole? Ends with 0 whole, 1 broken, 2 cannot tell.
import { existsSync } from 'node:fs'
import { openStore } from '../db/open-store.ts'
import { readKey } from '../db/read-key.ts'
import { verifyTrail } from '../db/verify-trail.ts'
import { auditSealKey } from '../domain/audit-seal.ts'
import { readSettings } from '../env.ts'

const REASONS = {
  changed: 'this row was changed',
  missing: 'one or more rows before this one are missing',
  inserted: 'this row was put in or moved here',
  forked: 'this row continues an earlier row that another one continues already',
  blanked: 'the hashes of this row were taken away',
  'before-changed': 'the rows from before the chain are not what they were when it began',
  'tail-cut': 'the trail ends before this row, and the sealed head says that it was there',
  'tail-added': 'this row was added behind the sealed head',
  'head-changed': 'the trail was written anew: its last row is not the one that was sealed',
  'seal-broken': "the seal was not made with this panel's key",
} as const

async function main(): Promise<number> {
  const settings = readSettings(process.env)
  if (!existsSync(settings.databaseFile)) return cannotTell(`there is no store at ${settings.databaseFile}; PANEL_DATA names its folder`)
  if (settings.key === undefined && !existsSync(settings.keyFile)) return cannotTell(`the panel's key is missing: ${settings.keyFile}`)
  const store = openStore(settings.databaseFile)
  try {
    const { report } = await verifyTrail(store, { sealKey: auditSealKey(readKey(settings)), now: new Date() })
    const { verdict, rows, before, head, sealedAfter } = report
    console.log(`rows ${rows}${before > 0 ? ` (${before} from before the chain)` : ''}`)
    if (head !== null) console.log(`head ${head.id} ${head.hash}`)
    if (verdict.state === 'broken') {
      console.log(`BROKEN at row ${verdict.id}: ${REASONS[verdict.reason]}`)
      return 1
    }
    if (verdict.state === 'unsealed') return cannotTell('the rows fit together, but no sealed head says where the trail ends')
    console.log(sealedAfter > 0 ? `whole; sealed after row ${sealedAfter}` : 'whole')
    return 0
  } finally {
    await store.$disconnect()
  }
}

function cannotTell(why: string): number {
  console.log(`cannot tell: ${why}`)
  return 2
}

process.exitCode = await main().catch((cause: unknown) => cannotTell(cause instanceof Error ? cause.message : String(cause)))
