import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { AdoptScreen } from '@/components/installation/adopt/adopt-screen.tsx'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('adopt')
  return { title: t('title') }
}

export default function AdoptPage() {
  return <AdoptScreen />
}
