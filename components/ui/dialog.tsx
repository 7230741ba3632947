'use client'

import { Dialog as Base } from '@base-ui/react/dialog'
import { X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { cn } from './cn.ts'

interface DialogProps {
  isOpen: boolean
  onOpenChange: (isOpen: boolean) => void
  title: ReactNode
  description?: ReactNode
  /** Buttons, the safe one first. */
  actions?: ReactNode
  /** For what has to be read before it is agreed to. */
  isWide?: boolean
  children?: ReactNode
}

export function Dialog({ isOpen, onOpenChange, title, description, actions, isWide = false, children }: DialogProps) {
  const t = useTranslations('common')
  return (
    <Base.Root open={isOpen} onOpenChange={onOpenChange}>
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-40 bg-[oklch(0.15_0.02_220/0.55)] transition-opacity data-ending-style:opacity-0 data-starting-style:opacity-0" />
        <Base.Popup
          className={cn(
            'fixed top-1/2 left-1/2 z-50 flex max-h-[calc(100dvh-2rem)] w-[min(36rem,calc(100vw-1.5rem))] -translate-x-1/2 -translate-y-1/2 flex-col rounded-lg border border-line bg-surface shadow-float transition-opacity data-ending-style:opacity-0 data-starting-style:opacity-0',
            isWide && 'w-[min(52rem,calc(100vw-1.5rem))]',
          )}
        >
          <header className="flex items-start justify-between gap-3 px-5 pt-4">
            <Base.Title className="font-semibold text-lg">{title}</Base.Title>
            <Base.Close
              className="-mr-2 inline-flex size-8 shrink-0 items-center justify-center rounded-md text-ink-2 hover:bg-sunken hover:text-ink"
              aria-label={t('close')}
            >
              <X aria-hidden className="size-4" />
            </Base.Close>
          </header>
          <div className="min-h-0 space-y-3 overflow-y-auto px-5 py-3">
            {description && <Base.Description className="text-ink-2">{description}</Base.Description>}
            {children}
          </div>
          {actions && <footer className="flex flex-wrap justify-end gap-2 border-line border-t px-5 py-3">{actions}</footer>}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  )
}
