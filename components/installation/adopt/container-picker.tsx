'use client'

import { Container } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { HelpLink } from '@/components/help/help-link.tsx'
import { Badge } from '@/components/ui/badge.tsx'
import { Disclosure } from '@/components/ui/disclosure.tsx'
import { EmptyState } from '@/components/ui/empty-state.tsx'
import { RadioCards, type RadioChoice } from '@/components/ui/radio-cards.tsx'
import type { ContainerChoice } from '@/server/contract/installation.ts'
import { containerGroups } from './container-groups.ts'

interface ContainerPickerProps {
  containers: ContainerChoice[]
  value: string | null
  onChange: (containerId: string) => void
}

export function ContainerPicker({ containers, value, onChange }: ContainerPickerProps) {
  const t = useTranslations('adopt.pick')
  const { oms, others } = containerGroups(containers)

  function choice(container: ContainerChoice): RadioChoice<string> {
    return {
      value: container.id,
      label: (
        <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <span className="font-mono">{container.name}</span>
          <Badge tone={container.state === 'running' ? 'good' : 'idle'}>{container.state}</Badge>
          {container.looksLikeOms && <span className="font-normal text-accent text-sm">{t('looksLikeOms')}</span>}
        </span>
      ),
      description: (
        <span className="font-mono">
          {container.image} · {container.id.slice(0, 12)}
        </span>
      ),
      disabledReason: container.adoptedAs === null ? undefined : t('adopted', { name: container.adoptedAs }),
    }
  }

  if (containers.length === 0) {
    return (
      <EmptyState icon={Container} title={t('emptyTitle')} actions={<HelpLink journey="adopt" />}>
        <p>{t('emptyText')}</p>
      </EmptyState>
    )
  }
  const cards = { legend: t('legend'), isLegendHidden: true, name: 'container', value, onChange }
  return (
    <div className="space-y-3">
      {oms.length > 0 ? <RadioCards {...cards} choices={oms.map(choice)} /> : <p className="text-ink-2">{t('noneLikeOms')}</p>}
      {others.length > 0 && (
        <Disclosure summary={t('others', { count: others.length })} isOpen={others.some(({ id }) => id === value)}>
          <RadioCards {...cards} choices={others.map(choice)} />
        </Disclosure>
      )}
    </div>
  )
}
