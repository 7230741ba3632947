'use client'

import { useQueryClient } from '@tanstack/react-query'
import { CircleCheck, CircleDashed } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { LocalTime } from '@/components/i18n/local-time.tsx'
import { useSay } from '@/components/i18n/use-say.ts'
import { useMay } from '@/components/layout/person-context.tsx'
import { Button } from '@/components/ui/button.tsx'
import { cn } from '@/components/ui/cn.ts'
import { giveSignOff } from '@/server/actions/give-sign-off.ts'
import { takeBackSignOff } from '@/server/actions/take-back-sign-off.ts'
import type { Checklist } from '@/server/contract/report.ts'
import { reviewQuery } from './review-query.ts'
import { SignOffDialog } from './sign-off-dialog.tsx'

/** One item: who vouched for it and when, what was taken back, and the button that is next. */
export function ChecklistRow({ jobId, item }: { jobId: string; item: Checklist['items'][number] }) {
  const t = useTranslations('review.checklist')
  const say = useSay()
  const maySign = useMay('upgrade:sign-off')
  const client = useQueryClient()
  const [asking, setAsking] = useState<'give' | 'takeBack' | null>(null)
  const { signedOff, takenBack, names } = item
  const text = say(item.text)
  const Icon = signedOff === null ? CircleDashed : CircleCheck
  const next = signedOff === null ? 'give' : 'takeBack'
  return (
    <li className="flex flex-wrap items-start gap-x-3 gap-y-2 px-4 py-3">
      <Icon aria-hidden className={cn('mt-0.5 size-5 shrink-0', signedOff === null ? 'text-ink-3' : 'text-good')} />
      <div className="min-w-0 flex-1 basis-64 space-y-1">
        <p className="max-w-prose font-medium">{text}</p>
        {names.length > 0 && <p className="font-mono text-ink-2 text-sm">{names.join(', ')}</p>}
        {signedOff === null ? (
          <p className="text-ink-2 text-sm">{t('open')}</p>
        ) : (
          <p className="break-words text-sm">
            {t.rich('signed', { who: signedOff.by, time: () => <LocalTime iso={signedOff.at} /> })}
            {signedOff.note !== null && ` · ${signedOff.note}`}
          </p>
        )}
        {takenBack.map((old) => (
          <p key={old.id} className="break-words text-ink-2 text-sm">
            {t.rich('takenBack', {
              who: old.by,
              by: old.takenBackBy ?? '',
              reason: old.takenBackReason ?? '',
              time: () => <LocalTime iso={old.takenBackAt ?? old.at} />,
            })}
          </p>
        ))}
      </div>
      {maySign && (
        <Button
          size="sm"
          variant={next === 'give' ? 'primary' : 'secondary'}
          aria-label={t(`${next}What`, { item: text })}
          onClick={() => setAsking(next)}
        >
          {t(next)}
        </Button>
      )}
      {asking !== null && (
        <SignOffDialog
          kind={asking}
          jobId={jobId}
          item={{ id: item.id, text }}
          onClose={() => setAsking(null)}
          send={async (words) =>
            asking === 'give'
              ? await giveSignOff({ jobId, itemId: item.id, note: words })
              : await takeBackSignOff({ signOffId: signedOff?.id ?? '', reason: words })
          }
          onDone={() => client.invalidateQueries({ queryKey: reviewQuery(jobId).queryKey })}
        />
      )}
    </li>
  )
}
