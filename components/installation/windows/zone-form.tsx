'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useSay } from '@/components/i18n/use-say.ts'
import { useMay } from '@/components/layout/person-context.tsx'
import { AnswerBox } from '@/components/ui/answer-box.tsx'
import { Button } from '@/components/ui/button.tsx'
import { Field } from '@/components/ui/field.tsx'
import { Input } from '@/components/ui/input.tsx'
import { setTimeZone } from '@/server/actions/set-time-zone.ts'
import { useChange } from './use-change.ts'

/** The time zone of the installation: typed with help, because there are more than four hundred. */
export function ZoneForm({ installationId, timeZone }: { installationId: string; timeZone: string }) {
  const t = useTranslations('approval.zone')
  const say = useSay()
  const mayEdit = useMay('installation:edit')
  const [typed, setTyped] = useState(timeZone)
  const { isBusy, isSilent, problem, ask, forget } = useChange(installationId)
  const zone = typed.trim()
  if (!mayEdit) return <p>{t('is', { timeZone })}</p>
  return (
    <div className="space-y-2">
      <div className="flex flex-wrap items-end gap-2">
        <Field
          label={t('label')}
          hint={t('hint')}
          error={problem?.field === 'timeZone' ? say(problem.said) : null}
          className="w-full max-w-xs"
        >
          {(control) => (
            <Input
              {...control}
              list="time-zones"
              maxLength={64}
              value={typed}
              onChange={(event) => {
                setTyped(event.target.value)
                forget()
              }}
            />
          )}
        </Field>
        {zone !== timeZone && zone !== '' && (
          <Button isBusy={isBusy} onClick={() => ask(() => setTimeZone({ installationId, timeZone: zone }))} className="mb-7">
            {t('save')}
          </Button>
        )}
      </div>
      <datalist id="time-zones">
        {['UTC', ...Intl.supportedValuesOf('timeZone')].map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
      <AnswerBox isSilent={isSilent} problem={problem?.field === 'timeZone' ? null : problem} />
    </div>
  )
}
