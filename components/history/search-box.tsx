'use client'

import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { Field } from '@/components/ui/field.tsx'
import { Input } from '@/components/ui/input.tsx'
import type { HistoryAddress } from './history-address.ts'
import type { ChangeAddress } from './use-history-address.ts'

const TYPING_MS = 300

/** Looks while it is typed; the whole word is one step for the back button. */
export function SearchBox({ address, change }: { address: HistoryAddress; change: ChangeAddress }) {
  const t = useTranslations('history.filter')
  const shown = address.text ?? ''
  const [typed, setTyped] = useState(shown)
  const [sent, setSent] = useState(shown)
  const [seen, setSeen] = useState(shown)
  // Back button and "Clear filter" change the address from outside; what this box sent itself must not undo what was typed since.
  if (seen !== shown) {
    setSeen(shown)
    if (shown !== sent) {
      setSent(shown)
      setTyped(shown)
    }
  }
  useEffect(() => {
    const text = typed.trim()
    if (text === sent) return
    const timer = setTimeout(() => {
      setSent(text)
      change({ text: text || undefined }, shown === '' ? 'push' : 'replace')
    }, TYPING_MS)
    return () => clearTimeout(timer)
  })
  return (
    <Field label={t('text')}>
      {(control) => (
        <Input {...control} type="search" placeholder={t('textHint')} value={typed} onChange={({ target }) => setTyped(target.value)} />
      )}
    </Field>
  )
}
