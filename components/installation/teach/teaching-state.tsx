'use client'

import { CircleCheck, CircleDashed } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { SaidText } from '@/components/said-text.tsx'
import { Disclosure } from '@/components/ui/disclosure.tsx'
import type { Teaching } from '@/server/contract/console-calls.ts'

const PARTS = ['parameters', 'change', 'servers'] as const

/** What was seen so far, what is still missing and how to do it, and every call by its name. */
export function TeachingState({ teaching }: { teaching: Teaching }) {
  const t = useTranslations('teach')
  const { found, missing, seen } = teaching
  return (
    <div className="space-y-3">
      <ul className="space-y-1" aria-live="polite">
        {PARTS.map((part) => {
          const Icon = found[part] ? CircleCheck : CircleDashed
          return (
            <li key={part} className="flex items-center gap-2">
              <Icon aria-hidden className={found[part] ? 'size-5 shrink-0 text-good' : 'size-5 shrink-0 text-ink-2'} />
              <span>{t(`part.${part}`)}</span>
              <span className="text-ink-2 text-sm">{t(found[part] ? 'seen' : 'notSeen')}</span>
            </li>
          )
        })}
      </ul>
      {missing.length > 0 && (
        <div className="space-y-1">
          <p className="font-medium text-sm">{t('missing')}</p>
          <ul className="list-disc space-y-1 pl-5 text-sm">
            {missing.map((said) => (
              <li key={JSON.stringify(said)}>
                <SaidText said={said} />
              </li>
            ))}
          </ul>
        </div>
      )}
      {seen.length > 0 && (
        <Disclosure summary={t('calls', { count: seen.length })}>
          <ol className="max-h-64 space-y-0.5 overflow-auto font-mono text-sm" data-testid="seen-calls">
            {[...seen].reverse().map((call, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the same call comes many times
              <li key={index} className="break-all">
                {call.method} {call.path}
                {call.part !== 'other' && <span className="font-sans text-good"> {t(`part.${call.part}`)}</span>}
              </li>
            ))}
          </ol>
        </Disclosure>
      )}
    </div>
  )
}
