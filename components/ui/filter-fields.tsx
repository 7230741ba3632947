'use client'

import { SlidersHorizontal } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type ReactNode, useId, useState } from 'react'
import { Button } from './button.tsx'
import { cn } from './cn.ts'

interface FilterFieldsProps {
  /** The field that is always in view. */
  first: ReactNode
  /** How many of the others narrow the list. */
  count: number
  children: ReactNode
}

/** In a narrow window the fields wait behind a button that counts them, so that the rows stand first. */
export function FilterFields({ first, count, children }: FilterFieldsProps) {
  const t = useTranslations('common')
  const id = useId()
  const [isOpen, setIsOpen] = useState(false)
  return (
    <div className="grid grid-cols-1 gap-3 lg:grid-cols-4">
      <div className="flex items-end gap-2">
        <div className="min-w-0 flex-1">{first}</div>
        <Button className="lg:hidden" aria-expanded={isOpen} aria-controls={id} onClick={() => setIsOpen(!isOpen)}>
          <SlidersHorizontal aria-hidden />
          {count === 0 ? t('filter') : t('filterCount', { count })}
        </Button>
      </div>
      <div id={id} className={cn('gap-3 sm:grid-cols-2 lg:contents', isOpen ? 'grid' : 'hidden')}>
        {children}
      </div>
    </div>
  )
}
