'use client'

import { useTranslations } from 'next-intl'
import { Field } from '@/components/ui/field.tsx'
import { Select } from '@/components/ui/select.tsx'

const HOURS = [1, 4, 12, 24, 72, 168]
export const USUAL_HOURS = 24

/** How long an approval counts. */
export function ValidityField({ hours, onChange }: { hours: number; onChange: (hours: number) => void }) {
  const t = useTranslations('approval.validity')
  return (
    <Field label={t('label')} hint={t('hint')}>
      {(control) => (
        <Select {...control} className="max-w-xs" value={hours} onChange={(event) => onChange(Number(event.target.value))}>
          {HOURS.map((choice) => (
            <option key={choice} value={choice}>
              {choice <= 24 ? t('hours', { count: choice }) : t('days', { count: choice / 24 })}
            </option>
          ))}
        </Select>
      )}
    </Field>
  )
}
