import type { ContainerChoice } from '@/server/contract/installation.ts'

/** What looks like OMS first, running ones before stopped ones, then by name. */
export function containerGroups(containers: ContainerChoice[]): { oms: ContainerChoice[]; others: ContainerChoice[] } {
  const sorted = [...containers].sort(
    (a, b) => Number(b.state === 'running') - Number(a.state === 'running') || a.name.localeCompare(b.name, 'en'),
  )
  return { oms: sorted.filter((container) => container.looksLikeOms), others: sorted.filter((container) => !container.looksLikeOms) }
}
