import type { Finding } from '../../contract/finding.ts'
import { say } from '../../contract/said.ts'
import { type Check, couldNotRun, type Seen, type Subject } from './check.ts'

/** Which check sees what others need. */
const SEEN_BY: Partial<Record<keyof Seen, string>> = {
  engine: 'engine',
  old: 'old-container',
  target: 'image',
  metaDb: 'metadb',
  console: 'console',
}

/** Runs every check and collects everything: nobody has to fix one thing to learn of the next. Changes nothing. */
export async function runChecks<Given extends Subject>(
  checks: Check<Given>[],
  given: Given,
): Promise<{ findings: Finding[]; seen: Omit<Seen, 'metaDb' | 'console'> }> {
  const seen: Seen = {}
  const findings: Finding[] = []
  const waiting = new Map<string, keyof Seen>()
  try {
    for (const check of checks) {
      const needs = typeof check.needs === 'function' ? check.needs(given) : (check.needs ?? [])
      const need = needs.find((name) => seen[name] === undefined)
      if (need === undefined) {
        const found = await check.look(given, seen).catch((cause: unknown) => unsaid(couldNotRun(check.id, cause), findings))
        findings.push(...found)
      } else {
        waiting.set(check.id, waiting.get(SEEN_BY[need] ?? '') ?? need)
      }
    }
  } finally {
    await seen.metaDb?.close()
    await seen.console?.close()
  }
  const { metaDb: _, console: __, ...rest } = seen
  return { findings: [...findings, ...causes(waiting)], seen: rest }
}

/** What keeps several checks from running in the same words is said once. */
function unsaid(finding: Finding, findings: readonly Finding[]): Finding[] {
  const wordsOf = ({ id: _, ...words }: Finding) => JSON.stringify(words)
  return findings.some((one) => wordsOf(one) === wordsOf(finding)) ? [] : [finding]
}

/** One cause is said once, however many checks it keeps from running. They block: "cannot tell" is never "fine". */
function causes(waiting: Map<string, keyof Seen>): Finding[] {
  return [...new Set(waiting.values())].map((root): Finding => {
    const checks = [...waiting].filter(([, cause]) => cause === root).map(([id]) => id)
    return {
      id: `needs-${root}`,
      level: 'blocking',
      isUnknown: true,
      title: say('findings.needsEarlier.title', { need: root, count: checks.length, checks: checks.join(', ') }),
      action: say('findings.needsEarlier.action'),
    }
  })
}
