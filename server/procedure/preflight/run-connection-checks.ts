import type { Finding } from '../../contract/finding.ts'
import type { Check, Subject } from './check.ts'
import { CONTAINER_CHECKS } from './container-checks.ts'
import { METADB_CHECKS } from './metadb-checks.ts'
import { OMS_CHECKS } from './oms-checks.ts'
import { runChecks } from './run-checks.ts'
import { DUMP_SPACE_CHECKS } from './space-checks.ts'

const CHECKS: Check<Subject>[] = [...CONTAINER_CHECKS, ...METADB_CHECKS, ...DUMP_SPACE_CHECKS, ...OMS_CHECKS]

/** What Test connection looks at: everything about an installation that needs no new image. */
export async function runConnectionChecks(subject: Subject): Promise<Finding[]> {
  return (await runChecks(CHECKS, subject)).findings
}
