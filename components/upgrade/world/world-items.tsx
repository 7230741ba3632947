'use client'

import { useTranslations } from 'next-intl'
import { SaidText } from '@/components/said-text.tsx'
import { cn } from '@/components/ui/cn.ts'
import { RawText } from '@/components/ui/raw-text.tsx'
import { TONES, type Tone } from '@/components/ui/tone.ts'
import type { WorldItem, WorldProof } from '@/server/contract/world.ts'

const TONE: Record<WorldProof, Tone> = { proven: 'good', wrong: 'bad', unknown: 'warn' }

/** What was looked at: proven, not as it should be, or not to be told. */
export function WorldItems({ items }: { items: WorldItem[] }) {
  const t = useTranslations('run.look')
  return (
    <ul className="space-y-1.5">
      {items.map(({ id, proof, said, raw }) => {
        const { icon: Icon, text } = TONES[TONE[proof]]
        return (
          <li key={id} data-world={id} className="flex items-start gap-2">
            <Icon aria-hidden className={cn('mt-0.5 size-4 shrink-0', text)} />
            <span className="min-w-0">
              <span className="sr-only">{t(`proof.${proof}`)}: </span>
              <span className="font-medium">{t(`item.${id}`)}</span> <SaidText said={said} />
              {raw !== undefined && <RawText text={raw} />}
            </span>
          </li>
        )
      })}
    </ul>
  )
}
