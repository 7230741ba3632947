'use client'

import { Search } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { usePerson } from '@/components/layout/person-context.tsx'
import { useTourMark } from '@/components/tour/tour-context.tsx'
import { cn } from '@/components/ui/cn.ts'
import { useOpen } from './open-context.tsx'
import { useCommandKey } from './use-command-key.ts'

/** The palette for those who point, and where its shortcut can be learnt. */
export function PaletteButton({ isSmall = false }: { isSmall?: boolean }) {
  const t = useTranslations('comfort.palette')
  const open = useOpen()
  const command = useCommandKey()
  const tourMark = useTourMark()
  if (usePerson().mustChangePassword) return null
  return (
    <button
      type="button"
      onClick={() => open('palette')}
      aria-keyshortcuts={command === 'Ctrl' ? 'Control+K' : 'Meta+K'}
      className={cn(
        'inline-flex items-center gap-2.5 rounded-md text-ink-2 hover:bg-sunken hover:text-ink',
        isSmall ? 'size-9 justify-center' : 'min-h-9 w-full border border-edge bg-surface px-2.5 text-left',
        tourMark('palette'),
      )}
    >
      <Search aria-hidden className={isSmall ? 'size-5' : 'size-4 shrink-0'} />
      <span className={isSmall ? 'sr-only' : 'flex-1'}>{t('open')}</span>
      {!isSmall && (
        <span aria-hidden className="whitespace-nowrap text-sm">
          {command} K
        </span>
      )}
    </button>
  )
}
