import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { InstallationsScreen } from '@/components/installation/installations-screen.tsx'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('adopt')
  return { title: t('list.title') }
}

export default function InstallationsPage() {
  return <InstallationsScreen />
}
