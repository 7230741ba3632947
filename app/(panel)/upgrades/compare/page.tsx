import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { CompareScreen } from '@/components/compare/compare-screen.tsx'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('review.compare')
  return { title: t('tab') }
}

interface Search {
  a?: string | string[]
  b?: string | string[]
}

export default async function ComparePage({ searchParams }: { searchParams: Promise<Search> }) {
  const { a, b } = await searchParams
  return <CompareScreen a={typeof a === 'string' ? a : ''} b={typeof b === 'string' ? b : ''} />
}
