'use client'

import { useTranslations } from 'next-intl'
import { useFormContext } from 'react-hook-form'
import { Disclosure } from '@/components/ui/disclosure.tsx'
import { Field } from '@/components/ui/field.tsx'
import { Input } from '@/components/ui/input.tsx'
import type { AdoptValues } from './adopt-values.ts'

const ACTIONS = ['listSystemParameters', 'updateSystemParameter', 'listServers'] as const

export function ConsoleActionFields() {
  const t = useTranslations('adopt.form')
  const { register, formState } = useFormContext<AdoptValues>()
  const errors = formState.errors.console?.actions
  return (
    <Disclosure summary={t('advanced')} isOpen={errors !== undefined}>
      <div className="space-y-3">
        <p className="max-w-prose text-ink-2 text-sm">{t('advancedText')}</p>
        <div className="grid gap-4 sm:grid-cols-3">
          {ACTIONS.map((action) => (
            <Field key={action} label={t(`actions.${action}`)} error={errors?.[action]?.message}>
              {(control) => <Input {...control} {...register(`console.actions.${action}`)} className="font-mono" />}
            </Field>
          ))}
        </div>
      </div>
    </Disclosure>
  )
}
