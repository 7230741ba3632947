'use client'

import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useCommand } from '@/components/people/use-command.ts'
import { AnswerBox } from '@/components/ui/answer-box.tsx'
import { Button } from '@/components/ui/button.tsx'
import { changeSetting } from '@/server/actions/change-setting.ts'

/** Begins the tour anew, on the overview where it stands. */
export function TourAgain() {
  const t = useTranslations('comfort.tour')
  const router = useRouter()
  const { run, isBusy, isSilent, problem } = useCommand(changeSetting, () => {
    router.push('/')
    router.refresh()
  })
  return (
    <>
      <AnswerBox isSilent={isSilent} problem={problem} />
      <Button size="sm" isBusy={isBusy} onClick={() => run({ setting: 'tourEnded', value: false })}>
        {t('again')}
      </Button>
    </>
  )
}
