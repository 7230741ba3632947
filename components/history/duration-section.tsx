'use client'

import { useTranslations } from 'next-intl'
import { Section } from '@/components/ui/section.tsx'
import { Durations } from './durations.tsx'

/** The chart of one installation as a part of a page. */
export function DurationSection({ installationId }: { installationId: string }) {
  const t = useTranslations('history.chart')
  return (
    <Section title={t('title')} description={t('description')}>
      <Durations installationId={installationId} />
    </Section>
  )
}
