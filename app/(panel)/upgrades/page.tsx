import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { HistoryScreen } from '@/components/history/history-screen.tsx'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('jobs')
  return { title: t('list.title') }
}

export default function UpgradesPage() {
  return <HistoryScreen />
}
