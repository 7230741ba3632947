import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { PlanScreen } from '@/components/plan/plan-screen.tsx'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('plan')
  return { title: t('title') }
}

export default async function PlanPage({ searchParams }: { searchParams: Promise<Record<string, string | string[] | undefined>> }) {
  const { installation } = await searchParams
  return <PlanScreen installationId={typeof installation === 'string' ? installation : null} />
}
