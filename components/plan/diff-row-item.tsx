'use client'

import { Equal, type LucideIcon, Minus, Pencil, Plus } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { SaidText } from '@/components/said-text.tsx'
import { Badge } from '@/components/ui/badge.tsx'
import type { Tone } from '@/components/ui/tone.ts'
import type { DiffRow } from '@/server/contract/plan.ts'

const LOOK: Record<DiffRow['kind'], { tone: Tone; icon: LucideIcon; word: 'kept' | 'changed' | 'added' | 'removed' }> = {
  same: { tone: 'idle', icon: Equal, word: 'kept' },
  changed: { tone: 'busy', icon: Pencil, word: 'changed' },
  added: { tone: 'good', icon: Plus, word: 'added' },
  removed: { tone: 'warn', icon: Minus, word: 'removed' },
}

export function DiffRowItem({ row }: { row: DiffRow }) {
  const t = useTranslations('plan.diff')
  const { tone, icon, word } = LOOK[row.kind]
  return (
    <li className="grid gap-x-4 gap-y-1 px-4 py-2.5 sm:grid-cols-[6.5rem_minmax(0,1fr)]">
      <span>
        <Badge tone={tone} icon={icon}>
          {t(`kind.${word}`)}
        </Badge>
      </span>
      <div className="min-w-0 space-y-1">
        <p className="font-medium font-mono text-sm">{row.path}</p>
        {row.rule && (
          <p className="text-ink-2 text-sm">
            <SaidText said={row.rule} />
          </p>
        )}
        {row.kind === 'same' ? (
          <pre className="whitespace-pre-wrap break-words font-mono text-ink-2 text-sm">{row.after ?? t('absent')}</pre>
        ) : (
          <dl className="grid gap-x-3 gap-y-1 font-mono text-sm sm:grid-cols-[max-content_minmax(0,1fr)]">
            <dt className="font-sans text-ink-2">{t('before')}</dt>
            <dd className={row.before === null ? 'text-ink-2' : 'whitespace-pre-wrap break-words'}>{row.before ?? t('absent')}</dd>
            <dt className="font-sans text-ink-2">{t('after')}</dt>
            <dd className={row.after === null ? 'text-ink-2' : 'whitespace-pre-wrap break-words font-medium'}>
              {row.after ?? t('absent')}
            </dd>
          </dl>
        )}
      </div>
    </li>
  )
}
