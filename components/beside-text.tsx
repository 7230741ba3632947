'use client'

import { useTranslations } from 'next-intl'
import type { StepStatus } from '@/server/contract/job.ts'
import type { Said } from '@/server/contract/said.ts'
import { useSay } from './i18n/use-say.ts'

/** After an error or a deadline: what was seen then, or what went wrong in a step whose result is there all the same. */
export function BesideText({ status, beside }: { status: StepStatus; beside: Said }) {
  const t = useTranslations('common')
  const say = useSay()
  return <>{t(status === 'succeeded' ? 'thereAllTheSame' : 'seenAfterwards', { said: say(beside) })}</>
}
