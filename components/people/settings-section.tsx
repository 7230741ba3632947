'use client'

import { useTranslations } from 'next-intl'
import { Section } from '@/components/ui/section.tsx'
import { SingleKeysChoice } from './single-keys-choice.tsx'
import { ZoneChoice } from './zone-choice.tsx'

/** How the panel shows itself to me, wherever I sign in. */
export function SettingsSection() {
  const t = useTranslations('comfort.settings')
  return (
    <Section title={t('title')} description={t('text')}>
      <div className="space-y-6">
        <ZoneChoice />
        <SingleKeysChoice />
      </div>
    </Section>
  )
}
