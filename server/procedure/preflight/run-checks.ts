import type { Finding } from '../../contract/finding.ts'
import { say } from '../../contract/said.ts'
import { type Check, couldNotRun, type Seen, type Subject } from './check.ts'

/** Runs every check and collects everything: nobody has to mend one thing to learn of the next. Changes nothing. */
export async function runChecks<Given extends Subject>(
  checks: Check<Given>[],
  given: Given,
): Promise<{ findings: Finding[]; seen: Omit<Seen, 'metaDb'> }> {
  const seen: Seen = {}
  const findings: Finding[] = []
  try {
    for (const check of checks) {
      const lacking = (check.needs ?? []).filter((need) => seen[need] === undefined)
      if (lacking.length > 0) {
        findings.push({
          id: check.id,
          level: 'blocking',
          title: say('findings.needsEarlier.title', { check: check.id }),
          action: say('findings.needsEarlier.action'),
        })
        continue
      }
      findings.push(...(await check.look(given, seen).catch((cause: unknown) => [couldNotRun(check.id, cause)])))
    }
  } finally {
    await seen.metaDb?.close()
  }
  const { metaDb: _, ...rest } = seen
  return { findings, seen: rest }
}
