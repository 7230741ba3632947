'use client'

import { useTranslations } from 'next-intl'
import { cn } from '@/components/ui/cn.ts'
import { TONES } from '@/components/ui/tone.ts'
import type { JobSnapshot } from '@/server/contract/job.ts'
import { worldState } from './world-state.ts'

/** In what state containers, MetaDB, HA and dumps were left, as far as the panel proved it. */
export function WorldList({ snapshot }: { snapshot: JobSnapshot }) {
  const t = useTranslations('run')
  const { oldContainer, newContainerName } = snapshot.plan.node
  const words = { old: oldContainer.name, new: newContainerName, to: snapshot.toVersion }
  const folder = snapshot.backups[0]?.file.replace(/\/[^/]*$/, '')
  return (
    <div className="min-w-0 space-y-2">
      <h3 className="font-semibold">{t('failure.state')}</h3>
      <p className="text-ink-2 text-sm">{t('failure.stateHint')}</p>
      <ul className="space-y-1.5">
        {worldState(snapshot).map(({ key, tone }) => {
          const Icon = TONES[tone].icon
          return (
            <li key={key} className="flex items-start gap-2">
              <Icon aria-hidden className={cn('mt-0.5 size-4 shrink-0', TONES[tone].text)} />
              <span className="min-w-0">{t(`world.${key}`, words)}</span>
            </li>
          )
        })}
      </ul>
      {folder !== undefined && <p className="text-ink-2 text-sm">{t('failure.dumps', { folder })}</p>}
    </div>
  )
}
