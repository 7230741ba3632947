import { useTranslations } from 'next-intl'
import { cn } from '@/components/ui/cn.ts'
import { Disclosure } from '@/components/ui/disclosure.tsx'
import type { Said } from '@/server/contract/said.ts'
import { SaidList } from './said-list.tsx'

interface WeakNoteProps {
  proofs: Said[]
  /** What could not be proven: what a backup holds, or what a restore brought back. */
  of: 'backup' | 'restore'
  className?: string
}

/** Calm and lasting: how many proofs are weak, what that means, and which, folded because there may be hundreds. */
export function WeakNote({ proofs, of, className }: WeakNoteProps) {
  const t = useTranslations('run.weak')
  const count = proofs.length
  return (
    <div className={cn('border-warn border-l-2 pl-3 text-sm', className)}>
      <p className="font-medium">{t('title', { count })}</p>
      <p className="max-w-prose text-ink-2">{t(of)}</p>
      <Disclosure summary={t('list', { count })}>
        <SaidList texts={proofs} label={t('title', { count })} />
      </Disclosure>
    </div>
  )
}
