'use client'

import { Download, Printer } from 'lucide-react'
import Link from 'next/link'
import { useLocale, useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button.tsx'
import { buttonStyle } from '@/components/ui/button-style.ts'
import { LOCALE_NAMES, LOCALES } from '@/server/contract/locales.ts'
import type { JobReport } from '@/server/contract/report.ts'

const LANG = { en: 'en', zh: 'zh-CN' }

/** Ways to take the report along; not part of what is printed. */
export function ReportToolbar({ report }: { report: JobReport }) {
  const t = useTranslations('report.toolbar')
  const locale = useLocale()
  const { id } = report.job
  return (
    <nav aria-label={t('label')} className="mb-5 flex flex-wrap items-center gap-2 print:hidden">
      <Link href={`/upgrades/${id}/review`} className={buttonStyle({ variant: 'ghost' })}>
        {t('back')}
      </Link>
      <Button variant="primary" onClick={() => window.print()}>
        <Printer aria-hidden />
        {t('print')}
      </Button>
      <a href={`/api/upgrades/${id}/report`} download className={buttonStyle()}>
        <Download aria-hidden />
        {t('json')}
      </a>
      <a href={`/api/upgrades/${id}/report?log=1`} download className={buttonStyle()}>
        <Download aria-hidden />
        {t('jsonWithLog', { count: report.logLines })}
      </a>
      {LOCALES.filter((other) => other !== locale).map((other) => (
        <Link
          key={other}
          href={`/upgrades/${id}/report?lang=${other}`}
          lang={LANG[other]}
          hrefLang={LANG[other]}
          className={buttonStyle({ variant: 'ghost' })}
        >
          {LOCALE_NAMES[other]}
        </Link>
      ))}
    </nav>
  )
}
