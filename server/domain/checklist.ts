import type { JobStatus, NeedsHand } from '../contract/job.ts'
import type { ChecklistItem } from '../contract/report.ts'
import { say } from '../contract/said.ts'

interface Job {
  status: JobStatus
  oldContainer: string
  newContainer: string
  /** What the rollback's last step found; null where it has not looked. */
  needsHand: NeedsHand[] | null
}

const ENDED = new Set<JobStatus>(['succeeded', 'finalized', 'rolled-back', 'resolved'])

/** Whether its closing checklist may be signed. */
export function isEnded(status: JobStatus): boolean {
  return ENDED.has(status)
}

/** What a person still has to see to after the panel is done: step 10 of the document, or the end of step 9. Empty before the end. */
export function checklist({ status, oldContainer, newContainer, needsHand }: Job): ChecklistItem[] {
  if (!isEnded(status)) return []
  if (status === 'resolved') {
    return [
      { id: 'resolved.unproven', text: say('reviews.item.unproven'), names: [] },
      { id: 'resolved.cache', text: say('reviews.item.cache'), names: [] },
      { id: 'resolved.abnormal', text: say('reviews.item.abnormal'), names: [] },
    ]
  }
  if (status === 'rolled-back') {
    const hands = needsHand?.map(({ kind, components }) => ({
      id: `rollback.hand.${kind}`,
      text: say('reviews.item.hand', { kind }),
      names: components.map((one) => `${one.project}: ${one.name}`),
    }))
    return [
      { id: 'rollback.cache', text: say('reviews.item.cache'), names: [] },
      ...(hands ?? [{ id: 'rollback.hand', text: say('reviews.item.handUnread'), names: [] }]),
      { id: 'rollback.leftover', text: say('reviews.item.leftover', { name: newContainer }), names: [newContainer] },
      { id: 'rollback.cause', text: say('reviews.item.cause'), names: [] },
    ]
  }
  return [
    { id: 'upgrade.cache', text: say('reviews.item.cache'), names: [] },
    { id: 'upgrade.abnormal', text: say('reviews.item.abnormal'), names: [] },
    { id: 'upgrade.projects', text: say('reviews.item.projects'), names: [] },
    { id: 'upgrade.old', text: say('reviews.item.old', { name: oldContainer }), names: [oldContainer] },
  ]
}
