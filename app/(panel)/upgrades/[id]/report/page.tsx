import type { Metadata } from 'next'
import { NextIntlClientProvider } from 'next-intl'
import { getLocale, getTranslations } from 'next-intl/server'
import { ReportScreen } from '@/components/report/report-screen.tsx'
import { LOCALES } from '@/server/contract/locales.ts'
import { en } from '@/server/contract/messages/en.ts'
import { zh } from '@/server/contract/messages/zh.ts'

const MESSAGES = { en, zh }

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
    <NextIntlClientProvider locale={locale} messages={MESSAGES[locale]} timeZone="UTC">
      <ReportScreen key={id} jobId={id} />
    </NextIntlClientProvider>
  )
}
