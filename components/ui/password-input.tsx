'use client'

import { Eye, EyeOff } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type ComponentProps, useState } from 'react'
import { cn } from './cn.ts'
import { Input } from './input.tsx'

/** A password that can be looked at, and a word where Caps Lock makes it another one. */
export function PasswordInput({ className, ...rest }: Omit<ComponentProps<'input'>, 'type'>) {
  const t = useTranslations('people.password')
  const [isShown, setIsShown] = useState(false)
  const [hasCapsLock, setHasCapsLock] = useState(false)
  const Icon = isShown ? EyeOff : Eye
  return (
    <>
      <span className="relative block">
        <Input
          {...rest}
          type={isShown ? 'text' : 'password'}
          autoCapitalize="off"
          className={cn('pr-10', className)}
          onKeyUp={(event) => setHasCapsLock(event.getModifierState('CapsLock'))}
        />
        <button
          type="button"
          aria-pressed={isShown}
          aria-label={t('show')}
          onClick={() => setIsShown(!isShown)}
          className="absolute top-1 right-1 inline-flex size-7 items-center justify-center rounded-sm text-ink-2 hover:bg-sunken hover:text-ink"
        >
          <Icon aria-hidden className="size-4" />
        </button>
      </span>
      {hasCapsLock && (
        <span role="status" className="block font-medium text-sm text-warn">
          {t('capsLock')}
        </span>
      )}
    </>
  )
}
