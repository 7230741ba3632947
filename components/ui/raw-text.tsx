'use client'

import { useTranslations } from 'next-intl'
import { CodeBlock } from './code-block.tsx'
import { Disclosure } from './disclosure.tsx'

/** What an outside system answered, word for word, folded away until someone wants it. */
export function RawText({ text, isOpen = false }: { text: string; isOpen?: boolean }) {
  const t = useTranslations('common')
  return (
    <Disclosure summary={t('rawText')} isOpen={isOpen}>
      <CodeBlock text={text} label={t('rawText')} />
    </Disclosure>
  )
}
