'use client'

import { useTranslations } from 'next-intl'
import { type FormEvent, useState } from 'react'
import { LocalTime } from '@/components/i18n/local-time.tsx'
import { useSay } from '@/components/i18n/use-say.ts'
import { browserZone } from '@/components/i18n/use-zone.ts'
import { useSettings } from '@/components/layout/settings-context.tsx'
import { useChangeSetting } from '@/components/layout/use-change-setting.ts'
import { AnswerBox } from '@/components/ui/answer-box.tsx'
import { Button } from '@/components/ui/button.tsx'
import { Field } from '@/components/ui/field.tsx'
import { Input } from '@/components/ui/input.tsx'
import { RadioCards } from '@/components/ui/radio-cards.tsx'
import { useIsBrowser } from '@/components/ui/use-is-browser.ts'
import { TimeZoneName } from '@/server/contract/maintenance-window.ts'

type Kind = 'browser' | 'utc' | 'named'

function kindOf(timeZone: string | null): Kind {
  if (timeZone === null) return 'browser'
  return timeZone === 'UTC' ? 'utc' : 'named'
}

/** In which time zone all times are shown to me. */
export function ZoneChoice() {
  const t = useTranslations('comfort.zone')
  const say = useSay()
  const isBrowser = useIsBrowser()
  const { timeZone } = useSettings()
  const kept = kindOf(timeZone)
  const [isNaming, setIsNaming] = useState(false)
  const [typed, setTyped] = useState(kept === 'named' ? (timeZone ?? '') : '')
  const { run, isBusy, asked, isSilent, problem, forget } = useChangeSetting()
  const [isNoName, setIsNoName] = useState(false)
  const [now] = useState(() => new Date().toISOString())

  function choose(kind: Kind) {
    forget()
    setIsNaming(kind === 'named')
    if (kind !== 'named' && kind !== kept) run({ setting: 'timeZone', value: kind === 'utc' ? 'UTC' : null })
  }

  function save(event: FormEvent) {
    event.preventDefault()
    const name = typed.trim()
    setIsNoName(!TimeZoneName.safeParse(name).success)
    if (TimeZoneName.safeParse(name).success) run({ setting: 'timeZone', value: name })
  }

  const value = isNaming ? 'named' : asked?.setting === 'timeZone' ? kindOf(asked.value) : kept
  return (
    <div aria-busy={isBusy || undefined} className="space-y-3">
      <RadioCards
        legend={t('legend')}
        name="time-zone"
        value={value}
        onChange={choose}
        choices={[
          { value: 'browser', label: t('browser'), description: isBrowser ? browserZone() : ' ' },
          { value: 'utc', label: t('utc') },
          { value: 'named', label: t('named'), description: kept === 'named' ? timeZone : t('namedText') },
        ]}
      />
      {value === 'named' && (
        <form noValidate onSubmit={save} className="flex flex-wrap items-start gap-2">
          <Field
            label={t('name')}
            hint={t('nameHint')}
            error={isNoName ? t('noName') : problem?.field === 'value' ? say(problem.said) : null}
            className="w-full max-w-xs"
          >
            {(control) => (
              <Input
                {...control}
                list="my-time-zones"
                maxLength={64}
                value={typed}
                onChange={({ target }) => {
                  setTyped(target.value)
                  setIsNoName(false)
                  forget()
                }}
              />
            )}
          </Field>
          <Button type="submit" isBusy={isBusy} className="sm:mt-6">
            {t('save')}
          </Button>
          <datalist id="my-time-zones">
            {isBrowser && Intl.supportedValuesOf('timeZone').map((name) => <option key={name} value={name} />)}
          </datalist>
        </form>
      )}
      <AnswerBox isSilent={isSilent} problem={problem?.field === 'value' ? null : problem} />
      <p className="min-h-5 text-ink-2 text-sm">
        {t('sample')} {isBrowser && <LocalTime iso={now} />}
      </p>
    </div>
  )
}
