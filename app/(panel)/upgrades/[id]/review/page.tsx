import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { ReviewScreen } from '@/components/review/review-screen.tsx'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('review')
  return { title: t('tab') }
}

export default async function ReviewPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params
  return <ReviewScreen key={id} jobId={id} />
}
