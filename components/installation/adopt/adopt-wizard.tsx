'use client'

import { useQuery } from '@tanstack/react-query'
import { RotateCw } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { usePerson } from '@/components/layout/person-context.tsx'
import { ReadFailure } from '@/components/read/read-failure.tsx'
import { Button } from '@/components/ui/button.tsx'
import { Section } from '@/components/ui/section.tsx'
import { Skeleton } from '@/components/ui/skeleton.tsx'
import type { ContainerChoice } from '@/server/contract/installation.ts'
import { readAdoptDraft } from './adopt-draft.ts'
import { AdoptForm } from './adopt-form.tsx'
import { ContainerPicker } from './container-picker.tsx'
import { ReadingFacts } from './reading-facts.tsx'
import { readingQuery } from './reading-query.ts'

interface AdoptWizardProps {
  containers: ContainerChoice[]
  onLookAgain: () => void
  isLooking: boolean
}

/** Mounted in the browser only, once the containers are known: it takes up what was picked before a reload. */
export function AdoptWizard({ containers, onLookAgain, isLooking }: AdoptWizardProps) {
  const t = useTranslations('adopt')
  const { id: personId } = usePerson()
  const [picked, setPicked] = useState<string | null>(() => {
    const before = readAdoptDraft(personId)?.containerId
    return containers.find(({ id, adoptedAs }) => id === before && adoptedAs === null)?.id ?? null
  })
  const reading = useQuery({ ...readingQuery(picked ?? ''), enabled: picked !== null })
  return (
    <div className="space-y-5">
      <Section
        title={t('pick.title')}
        description={t('pick.text')}
        actions={
          <Button size="sm" onClick={onLookAgain} isBusy={isLooking}>
            {!isLooking && <RotateCw aria-hidden />}
            {t('pick.again')}
          </Button>
        }
      >
        <ContainerPicker containers={containers} value={picked} onChange={setPicked} />
      </Section>
      <Section title={t('read.title')} description={t('read.text')}>
        {picked === null && <p className="text-ink-2">{t('read.waiting')}</p>}
        {reading.error && <ReadFailure error={reading.error} onRetry={reading.refetch} isRetrying={reading.isFetching} />}
        {picked !== null && reading.isPending && <Skeleton lines={6} className="p-0" />}
        {reading.data && <ReadingFacts reading={reading.data} />}
      </Section>
      {reading.data ? (
        <AdoptForm key={reading.data.id} reading={reading.data} />
      ) : (
        <Section title={t('form.title')}>
          <p className="text-ink-2">{t('form.waiting')}</p>
          <div className="pt-4">
            <Button variant="primary" disabledReason={picked === null ? t('adopt.notPicked') : t('adopt.reason.notTested')}>
              {t('adopt.run')}
            </Button>
          </div>
        </Section>
      )}
    </div>
  )
}
