'use client'

import { useTranslations } from 'next-intl'
import { Alert } from '@/components/ui/alert.tsx'
import { CodeBlock } from '@/components/ui/code-block.tsx'

/** A password that the panel made, shown this once. */
export function TemporaryPassword({ name, email, password }: { name: string; email: string; password: string }) {
  const t = useTranslations('people.temporary')
  return (
    <Alert tone="warn" isLive title={t('title', { name })}>
      <p>{t('text', { email })}</p>
      <CodeBlock text={password} label={t('label')} className="[&_pre]:text-base" />
    </Alert>
  )
}
