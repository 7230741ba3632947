import type { Finding } from '../../contract/finding.ts'
import { say } from '../../contract/said.ts'
import type { Check, Seen, Subject } from './check.ts'
import { CONTAINER_CHECKS } from './container-checks.ts'
import { METADB_CHECKS } from './metadb-checks.ts'
import { SITE_CHECKS } from './new-container-checks.ts'
import { OMS_CHECKS } from './oms-checks.ts'
import { PROOF_CHECKS } from './proof-checks.ts'
import { runChecks } from './run-checks.ts'
import { schemaVersion } from './schema-version.ts'
import { DUMP_SPACE_CHECKS } from './space-checks.ts'

const METADB: Check<Subject>[] = [...METADB_CHECKS, ...PROOF_CHECKS, ...DUMP_SPACE_CHECKS]
const WHOLE: Check<Subject>[] = [...CONTAINER_CHECKS, ...METADB, schemaVersion, ...OMS_CHECKS]

/** What Test connection looks at: everything about an installation that needs no new image. */
export async function runConnectionChecks(subject: Subject): Promise<{ findings: Finding[]; seen: Omit<Seen, 'metaDb'> }> {
  return await runChecks(WHOLE, subject)
}

/** The same, and what a plan looks at besides, as far as no image has been chosen yet. */
export async function runSiteChecks(subject: Subject): Promise<{ findings: Finding[]; seen: Omit<Seen, 'metaDb'> }> {
  return await runChecks([...WHOLE, ...SITE_CHECKS], subject)
}

/**
 * The same while a job waits for a decision: OMS may be down and its container stopped, so only the MetaDB and the folder can be
 * proven. What the console says is shown; the step that needs it proves it.
 */
export async function runChecksOfOpenJob(subject: Subject): Promise<{ findings: Finding[]; seen: Omit<Seen, 'metaDb'> }> {
  const metaDb = await runChecks(METADB, subject)
  const console = await runChecks(OMS_CHECKS, subject)
  const unproven = console.findings.map(
    (finding): Finding =>
      finding.level === 'blocking' ? { ...finding, level: 'note', meaning: say('findings.unprovenNow.meaning') } : finding,
  )
  return { findings: [...metaDb.findings, ...unproven], seen: metaDb.seen }
}
