'use client'

import { useTranslations } from 'next-intl'
import { Field } from '@/components/ui/field.tsx'
import { Input } from '@/components/ui/input.tsx'
import { Select } from '@/components/ui/select.tsx'
import type { WindowDraft } from './window-draft.ts'

const DAYS = [1, 2, 3, 4, 5, 6, 7] as const
const LENGTHS = [30, 60, 90, 120, 180, 240, 300, 360, 480, 600, 720, 1440]

/** Weekdays, the hour it opens, and how long it stays open. */
export function WeeklyFields({ draft, onChange }: { draft: WindowDraft; onChange: (part: Partial<WindowDraft>) => void }) {
  const t = useTranslations('approval.windows')
  const lengths = LENGTHS.includes(draft.minutes) ? LENGTHS : [...LENGTHS, draft.minutes].sort((a, b) => a - b)
  const toggle = (day: number) =>
    onChange({ weekdays: draft.weekdays.includes(day) ? draft.weekdays.filter((one) => one !== day) : [...draft.weekdays, day] })
  return (
    <div className="space-y-4">
      <fieldset className="space-y-1.5">
        <legend className="font-medium text-sm">{t('weekdays')}</legend>
        <div className="flex flex-wrap gap-x-4 gap-y-2">
          {DAYS.map((day) => (
            <label key={day} className="inline-flex min-h-6 items-center gap-2">
              <input
                type="checkbox"
                checked={draft.weekdays.includes(day)}
                onChange={() => toggle(day)}
                className="size-4 shrink-0 accent-accent"
              />
              {t(`day.${day}`)}
            </label>
          ))}
        </div>
      </fieldset>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label={t('start')}>
          {(control) => (
            <Input {...control} type="time" value={draft.start} onChange={(event) => onChange({ start: event.target.value.slice(0, 5) })} />
          )}
        </Field>
        <Field label={t('length')} hint={t('lengthHint')}>
          {(control) => (
            <Select {...control} value={draft.minutes} onChange={(event) => onChange({ minutes: Number(event.target.value) })}>
              {lengths.map((minutes) => (
                <option key={minutes} value={minutes}>
                  {t('lengthText', { hours: Math.floor(minutes / 60), minutes: minutes % 60 })}
                </option>
              ))}
            </Select>
          )}
        </Field>
      </div>
    </div>
  )
}
