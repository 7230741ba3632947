'use client'

import { useTranslations } from 'next-intl'
import { isoClock } from '@/components/i18n/iso-clock.ts'
import { useZone } from '@/components/i18n/use-zone.ts'
import { Field } from '@/components/ui/field.tsx'
import { Select } from '@/components/ui/select.tsx'
import type { RunChoice } from '@/server/contract/report.ts'

interface RunPickerProps {
  label: string
  value: string
  choices: RunChoice[]
  /** The chosen run where it is older than the choices. */
  known: RunChoice | undefined
  onChange: (id: string) => void
}

export function RunPicker({ label, value, choices, known, onChange }: RunPickerProps) {
  const t = useTranslations('review')
  const all = known === undefined || choices.some(({ id }) => id === known.id) ? choices : [known, ...choices]
  const zone = useZone()
  return (
    <Field label={label}>
      {(control) => (
        <Select {...control} value={all.some(({ id }) => id === value) ? value : ''} onChange={(event) => onChange(event.target.value)}>
          <option value="" disabled>
            {t('compare.none')}
          </option>
          {all.map((run) => (
            <option key={run.id} value={run.id}>
              {t('compare.option', {
                number: run.jobNumber,
                installation: run.installation,
                kind: t(`runs.kind.${run.kind}`),
                status: t(`runs.status.${run.status}`),
                time: isoClock(run.startedAt, zone),
              })}
            </option>
          ))}
        </Select>
      )}
    </Field>
  )
}
