'use client'

import { Lightbulb } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { HintLinks } from '@/components/hint/hint-links.tsx'
import { SaidText } from '@/components/said-text.tsx'
import type { KnownFailure } from '@/server/contract/choice.ts'

/** What somebody learned from the same failure before. Stands above the raw text, never instead of it. */
export function KnownFailureBox({ known }: { known: KnownFailure }) {
  const t = useTranslations('run.known')
  return (
    <section aria-labelledby="known-failure" className="rounded-md border border-edge bg-surface px-3.5 py-3">
      <h3 id="known-failure" className="flex items-center gap-2 font-semibold">
        <Lightbulb aria-hidden className="size-5 shrink-0 text-warn" />
        {t('title')}
      </h3>
      <dl className="grid max-w-prose gap-x-4 gap-y-1 pt-1.5 sm:grid-cols-[max-content_minmax(0,1fr)]">
        <dt className="text-ink-2">{t('cause')}</dt>
        <dd>
          <SaidText said={known.cause} />
        </dd>
        <dt className="text-ink-2">{t('action')}</dt>
        <dd className="font-medium">
          <SaidText said={known.action} />
        </dd>
      </dl>
      <HintLinks texts={[known.action]} />
      <p className="pt-1.5 text-ink-2 text-sm">{t.rich('source', { source: () => <SaidText said={known.source} /> })}</p>
    </section>
  )
}
