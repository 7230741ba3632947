import type { Finding, FindingLevel } from '@/server/contract/finding.ts'

/** Findings by level, each in the order in which they were found. */
export function findingGroups(findings: Finding[]): Record<FindingLevel, Finding[]> {
  const of = (level: FindingLevel) => findings.filter((finding) => finding.level === level)
  return { blocking: of('blocking'), confirm: of('confirm'), note: of('note'), ok: of('ok') }
}
