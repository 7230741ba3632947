import type { Metadata } from 'next'
import { getLocale, getTranslations } from 'next-intl/server'
import { MessagesProvider } from '@/components/i18n/messages-provider.tsx'
import { ReportScreen } from '@/components/report/report-screen.tsx'
import { LOCALES } from '@/server/contract/locales.ts'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('report')
  return { title: t('tab') }
}

interface ReportPageProps {
  params: Promise<{ id: string }>
  searchParams: Promise<{ lang?: string | string[] }>
}

/** In the reader's language, or in the one that the address asks for: a report may be for somebody else. */
export default async function ReportPage({ params, searchParams }: ReportPageProps) {
  const [{ id }, { lang }, own] = await Promise.all([params, searchParams, getLocale()])
  const locale = LOCALES.find((known) => known === lang) ?? own
  return (
    <MessagesProvider locale={locale}>
      <ReportScreen key={id} jobId={id} />
    </MessagesProvider>
  )
}
