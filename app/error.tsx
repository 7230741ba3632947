'use client'

import { useTranslations } from 'next-intl'
import { PageProblem } from '@/components/layout/page-problem.tsx'
import { Button } from '@/components/ui/button.tsx'

/** Says nothing of the error itself: its text is in the server's log, under the number. */
export default function ErrorPage({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  const t = useTranslations('common')
  return (
    <PageProblem title={t('broken.title')} action={<Button onClick={() => reset()}>{t('retry')}</Button>}>
      <p>{t('broken.text')}</p>
      {error.digest && <p>{t('broken.number', { digest: error.digest })}</p>}
    </PageProblem>
  )
}
