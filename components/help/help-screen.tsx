'use client'

import { ArrowRight } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { PageHeader } from '@/components/layout/page-header.tsx'
import { useMay } from '@/components/layout/person-context.tsx'
import { TourAgain } from '@/components/tour/tour-again.tsx'
import { ButtonLink } from '@/components/ui/button-link.tsx'
import { Section } from '@/components/ui/section.tsx'
import { HelpNav } from './help-nav.tsx'
import { HelpPicture, type PictureInThemes } from './help-picture.tsx'
import { type JourneyId, journeyOf } from './journeys.ts'

/** One thing that people do here, on one page: the steps, what to know, and how it looks. */
export function HelpScreen({ journey, picture }: { journey: JourneyId; picture: PictureInThemes | null }) {
  const t = useTranslations('help')
  const words = { b: (chunks: ReactNode) => <strong className="font-semibold">{chunks}</strong> }
  const item = (chunks: ReactNode) => <li className="pl-1.5">{chunks}</li>
  return (
    <>
      <PageHeader title={t(`page.${journey}.title`)} description={t(`page.${journey}.lead`)} actions={<TourAgain />} />
      <div className="grid items-start gap-5 xl:grid-cols-[14rem_minmax(0,1fr)]">
        <HelpNav here={journey} />
        <div className="min-w-0 max-w-4xl space-y-5">
          <Section title={t('steps')} actions={<Beginning journey={journey} />}>
            <ol className="max-w-prose list-decimal space-y-2.5 pl-6 marker:font-mono marker:text-accent">
              {t.rich(`page.${journey}.steps`, { ...words, step: item })}
            </ol>
          </Section>
          {picture && <HelpPicture picture={picture} alt={t(`page.${journey}.picture`)} />}
          <Section title={t('notes')}>
            <ul className="max-w-prose list-disc space-y-2 pl-6 marker:text-ink-3">
              {t.rich(`page.${journey}.notes`, { ...words, note: item })}
            </ul>
          </Section>
        </div>
      </div>
    </>
  )
}

/** The way to where it begins, for those who may go there. */
function Beginning({ journey }: { journey: JourneyId }) {
  const t = useTranslations('help')
  const tAdopt = useTranslations('adopt.list')
  const tJobs = useTranslations('jobs.list')
  const begins = journeyOf(journey)?.begins
  const mayBegin = useMay(begins?.needs ?? 'users:manage')
  if (begins === undefined || !mayBegin) return null
  const label = { adopt: tAdopt('adopt'), plan: tJobs('new'), upgrades: tJobs('title') }[begins.label]
  return (
    <ButtonLink href={begins.href} size="sm">
      {t('go', { page: label })}
      <ArrowRight aria-hidden />
    </ButtonLink>
  )
}
