'use client'

import { useTranslations } from 'next-intl'
import { useEffect, useRef, useState } from 'react'
import { useSettings } from '@/components/layout/settings-context.tsx'
import { useChangeSetting } from '@/components/layout/use-change-setting.ts'
import { AnswerBox } from '@/components/ui/answer-box.tsx'
import { Button } from '@/components/ui/button.tsx'
import { useMarkedStop } from './tour-context.tsx'
import { TOUR_STOPS } from './tour-stops.ts'

/** Four stops for somebody's first days. It stands in the page and covers nothing; ended, it stays away in every browser. */
export function Tour() {
  return useSettings().tourEnded ? null : <Stops />
}

function Stops() {
  const t = useTranslations('comfort.tour')
  const [at, setAt] = useState(0)
  const on = useRef<HTMLButtonElement>(null)
  const [, mark] = useMarkedStop()
  const { run, isBusy, isSilent, problem } = useChangeSetting()
  const stop = TOUR_STOPS[at] ?? 'help'
  const isLast = at === TOUR_STOPS.length - 1

  useEffect(() => {
    mark(stop)
    return () => mark(null)
  }, [stop, mark])

  const end = () => run({ setting: 'tourEnded', value: true })

  function goBack() {
    setAt(at - 1)
    // The button that was pressed is not there at the first stop.
    if (at === 1) on.current?.focus()
  }
  return (
    <section aria-labelledby="tour" className="space-y-3 rounded-lg border border-accent bg-accent-soft px-4 py-3">
      <header className="flex flex-wrap items-baseline justify-between gap-x-4">
        <h2 id="tour" className="font-semibold">
          {t('title')}
        </h2>
        <p className="text-ink-2 text-sm">{t('stop', { stop: at + 1, stops: TOUR_STOPS.length })}</p>
      </header>
      <div aria-live="polite" className="max-w-prose space-y-1 sm:min-h-16">
        <p className="font-medium">{t(`stops.${stop}.title`)}</p>
        <p className="text-ink-2">{t(`stops.${stop}.text`)}</p>
      </div>
      <AnswerBox isSilent={isSilent} problem={problem} />
      <div className="flex flex-wrap gap-2">
        <Button ref={on} size="sm" variant="primary" isBusy={isLast && isBusy} onClick={isLast ? end : () => setAt(at + 1)}>
          {isLast ? t('end') : t('next')}
        </Button>
        {at > 0 && (
          <Button size="sm" onClick={goBack}>
            {t('back')}
          </Button>
        )}
        {!isLast && (
          <Button size="sm" variant="ghost" isBusy={isBusy} onClick={end}>
            {t('end')}
          </Button>
        )}
      </div>
    </section>
  )
}
