'use client'

import { useTranslations } from 'next-intl'
import { cn } from '@/components/ui/cn.ts'
import { useStepTitle } from '@/components/upgrade/use-step-title.ts'
import type { ComparedStep, DiffLine } from '@/server/contract/report.ts'

const MARK: Record<DiffLine['kind'], string> = { same: ' ', removed: '−', added: '+' }
const COLOUR: Record<DiffLine['kind'], string> = { same: 'text-ink-2', removed: 'bg-bad-soft text-bad', added: 'bg-good-soft text-good' }

/** Commands of steps that both runs have, where they are not the same: − only in A, + only in B. */
export function CommandDifferences({ steps }: { steps: ComparedStep[] }) {
  const t = useTranslations('review.compare')
  const stepTitle = useStepTitle()
  const differing = steps.filter(({ a, b, commands }) => a !== null && b !== null && commands.some(({ kind }) => kind !== 'same'))
  if (differing.length === 0) return <p className="text-ink-2">{t('commandsSame')}</p>
  return (
    <div className="space-y-4">
      <p className="text-ink-2 text-sm">{t('legend')}</p>
      {differing.map(({ id, commands }) => (
        <section key={id} className="space-y-1">
          <h3 className="font-medium">{stepTitle(id)}</h3>
          <ul className="overflow-hidden rounded-md border border-line bg-code py-1 font-mono text-sm">
            {commands.map((line, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: lines have nothing else that tells them apart, and never move
              <li key={index} className={cn('flex gap-2 px-3', COLOUR[line.kind])}>
                <span aria-hidden className="w-[1ch] shrink-0 select-none">
                  {MARK[line.kind]}
                </span>
                <span className="min-w-0 whitespace-pre-wrap break-all">
                  {line.kind !== 'same' && <span className="sr-only">{t(line.kind === 'removed' ? 'onlyA' : 'onlyB')} </span>}
                  {line.text}
                </span>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  )
}
