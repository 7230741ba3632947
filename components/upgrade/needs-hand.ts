import type { LogLine } from '@/server/contract/job.ts'

export interface NeedsHand {
  project: string
  kind: string
  name: string
  status: string
}

const LINE = /^(.+): (\S+) (.+) is (\S+)$/

/** Components that a rollback left for a person, as the last step of the rollback named them in its log. Each once. */
export function needsHand(lines: readonly LogLine[]): NeedsHand[] {
  const found = new Map<string, NeedsHand>()
  for (const { stepId, text } of lines) {
    const [, project, kind, name, status] = (stepId === 'rollback-checklist' ? LINE.exec(text) : null) ?? []
    if (project !== undefined && kind !== undefined && name !== undefined && status !== undefined)
      found.set(`${project}/${kind}/${name}`, { project, kind, name, status })
  }
  return [...found.values()]
}
