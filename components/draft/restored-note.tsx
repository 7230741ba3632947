'use client'

import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Alert } from '@/components/ui/alert.tsx'
import { Button } from '@/components/ui/button.tsx'

/** Says that a form holds what was typed earlier, and lets somebody begin anew. */
export function RestoredNote({ onAfresh, children }: { onAfresh: () => void; children?: ReactNode }) {
  const t = useTranslations('comfort.draft')
  return (
    <Alert
      tone="idle"
      title={t('restored')}
      actions={
        <Button size="sm" onClick={onAfresh}>
          {t('afresh')}
        </Button>
      }
    >
      <p>{children ?? t('text')}</p>
    </Alert>
  )
}
