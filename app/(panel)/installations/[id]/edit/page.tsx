import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { EditScreen } from '@/components/installation/edit/edit-screen.tsx'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('adopt.edit')
  return { title: t('title') }
}

export default async function EditInstallationPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params
  return <EditScreen id={id} />
}
