'use client'

import { useTranslations } from 'next-intl'
import { useSettings } from '@/components/layout/settings-context.tsx'
import { useChangeSetting } from '@/components/layout/use-change-setting.ts'
import { AnswerBox } from '@/components/ui/answer-box.tsx'
import { Checkbox } from '@/components/ui/checkbox.tsx'

/** Whether shortcuts of a single key act: they must be possible to turn off (WCAG 2.1.4). */
export function SingleKeysChoice() {
  const t = useTranslations('comfort.settings')
  const { singleKeys } = useSettings()
  const { run, isBusy, asked, isSilent, problem } = useChangeSetting()
  return (
    <div className="space-y-3">
      <Checkbox
        label={t('singleKeys')}
        hint={t('singleKeysText')}
        checked={asked?.setting === 'singleKeys' ? asked.value : singleKeys}
        aria-busy={isBusy || undefined}
        onChange={({ target }) => isBusy || run({ setting: 'singleKeys', value: target.checked })}
      />
      <AnswerBox isSilent={isSilent} problem={problem} />
    </div>
  )
}
