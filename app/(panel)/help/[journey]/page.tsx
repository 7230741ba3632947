import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getLocale, getTranslations } from 'next-intl/server'
import { HelpScreen } from '@/components/help/help-screen.tsx'
import { journeyOf } from '@/components/help/journeys.ts'
import { readPicture } from '@/server/queries/read-picture.ts'

interface HelpPageProps {
  params: Promise<{ journey: string }>
}

export async function generateMetadata({ params }: HelpPageProps): Promise<Metadata> {
  const t = await getTranslations('help')
  const journey = journeyOf((await params).journey)
  return { title: journey === undefined ? t('title') : t(`page.${journey.id}.title`) }
}

export default async function HelpPage({ params }: HelpPageProps) {
  const journey = journeyOf((await params).journey)
  if (journey === undefined) notFound()
  return <HelpScreen journey={journey.id} picture={await readPicture(journey.picture, await getLocale())} />
}
