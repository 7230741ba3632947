import type { Check, PreflightInput } from './check.ts'
import { CONTAINER_CHECKS } from './container-checks.ts'
import { IMAGE_CHECKS } from './image-checks.ts'
import { METADB_CHECKS } from './metadb-checks.ts'
import { NEW_CONTAINER_CHECKS } from './new-container-checks.ts'
import { OMS_CHECKS } from './oms-checks.ts'
import { PROOF_CHECKS } from './proof-checks.ts'
import { runChecks } from './run-checks.ts'
import { schemaVersion } from './schema-version.ts'
import { DUMP_SPACE_CHECKS, IMAGE_SPACE_CHECKS } from './space-checks.ts'

const CHECKS: Check<PreflightInput>[] = [
  ...CONTAINER_CHECKS,
  ...NEW_CONTAINER_CHECKS,
  ...IMAGE_CHECKS,
  ...METADB_CHECKS,
  ...PROOF_CHECKS,
  schemaVersion,
  ...DUMP_SPACE_CHECKS,
  ...IMAGE_SPACE_CHECKS,
  ...OMS_CHECKS,
]

/** Every check before a plan and again before the first change of a run. */
export async function runPreflight(input: PreflightInput) {
  return await runChecks(CHECKS, input)
}
