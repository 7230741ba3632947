'use client'

import { Check, OctagonX, ShieldAlert } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useSay } from '@/components/i18n/use-say.ts'
import { useMay } from '@/components/layout/person-context.tsx'
import { Button } from '@/components/ui/button.tsx'
import type { StartReading } from '@/server/contract/approval.ts'
import type { JobSnapshot } from '@/server/contract/job.ts'
import { type Word, WordDialog } from './word-dialog.tsx'

const LOOKS = {
  approve: { icon: Check, variant: 'primary' },
  refuse: { icon: OctagonX, variant: 'secondary' },
  'break-glass': { icon: ShieldAlert, variant: 'secondary' },
} as const

/** What this person may say of the plan; what the role never says is not offered. */
export function WordButtons({ snapshot, reading }: { snapshot: JobSnapshot; reading: StartReading }) {
  const t = useTranslations('approval.word')
  const say = useSay()
  const [open, setOpen] = useState<Word | null>(null)
  const mayApprove = useMay('upgrade:approve')
  const mayBreak = useMay('upgrade:break-glass')
  const { state } = reading.approval
  // Where nothing can be said of it any more, the state above says why.
  if (state === 'refused') return null
  const isDemanded = reading.approval.isDemanded
  const words: Word[] = [
    ...(mayApprove && isDemanded && state !== 'given' ? (['approve'] as const) : []),
    ...(mayApprove ? (['refuse'] as const) : []),
    ...(mayBreak && (reading.breakable.approval || reading.breakable.window) ? (['break-glass'] as const) : []),
  ]
  const why = words.map((word) => reading.answers[word]).find((answer) => !answer.allowed)
  if (words.length === 0) return null
  // All of them refused for one reason: said once, not three times.
  const isAllRefused = words.every((word) => !reading.answers[word].allowed)
  return (
    <div className="space-y-2">
      <div className="flex flex-wrap items-center gap-2">
        {words.map((word) => {
          const { icon: Icon, variant } = LOOKS[word]
          const answer = reading.answers[word]
          return (
            <Button
              key={word}
              variant={variant}
              disabledReason={answer.allowed ? null : isAllRefused ? t('notYou') : say(answer.reason)}
              onClick={() => setOpen(word)}
            >
              <Icon aria-hidden />
              {t(word)}
            </Button>
          )
        })}
      </div>
      {isAllRefused && why?.allowed === false && <p className="max-w-prose text-ink-2">{say(why.reason)}</p>}
      {open !== null && <WordDialog word={open} snapshot={snapshot} breakable={reading.breakable} onClose={() => setOpen(null)} />}
    </div>
  )
}
