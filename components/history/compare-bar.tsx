'use client'

import { GitCompareArrows } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button.tsx'
import { ButtonLink } from '@/components/ui/button-link.tsx'
import type { Chosen } from './compare-choice.ts'

/** Stays at the lower edge of the window while something is chosen. */
export function CompareBar({ chosen, onClear }: { chosen: Chosen[]; onClear: () => void }) {
  const t = useTranslations('history.compare')
  const [a, b] = [...chosen].sort((one, other) => one.number - other.number)
  return (
    <div aria-live="polite" className={a === undefined ? 'sr-only' : 'sticky bottom-3 z-10 mt-3'}>
      {a !== undefined && (
        <div className="flex flex-wrap items-center justify-between gap-3 rounded-lg border border-edge bg-surface px-4 py-2.5 shadow-float">
          <p>{b === undefined ? t('oneMore', { number: a.number }) : t('both', { a: a.number, b: b.number })}</p>
          <div className="flex flex-wrap gap-2">
            <Button onClick={onClear}>{t('clear')}</Button>
            {b !== undefined && (
              <ButtonLink variant="primary" href={`/upgrades/compare?a=${encodeURIComponent(a.id)}&b=${encodeURIComponent(b.id)}`}>
                <GitCompareArrows aria-hidden />
                {t('go')}
              </ButtonLink>
            )}
          </div>
        </div>
      )}
    </div>
  )
}
