'use client'

import { useTranslations } from 'next-intl'
import { useFormContext, useWatch } from 'react-hook-form'
import { Field } from '@/components/ui/field.tsx'
import { Input } from '@/components/ui/input.tsx'
import { RadioCards } from '@/components/ui/radio-cards.tsx'
import { ConsoleDriver, callsConsole } from '@/server/contract/installation.ts'
import { TeachConsole } from '../teach/teach-console.tsx'
import type { AdoptValues } from './adopt-values.ts'
import { ConsoleActionFields } from './console-action-fields.tsx'

/** `isStored`: the panel has a password already, which an empty field keeps. */
export function ConsoleFields({ isStored = false }: { isStored?: boolean }) {
  const t = useTranslations('adopt')
  const { register, setValue, clearErrors, formState, control: form } = useFormContext<AdoptValues>()
  const driver = useWatch({ control: form, name: 'console.driver' })
  const errors = formState.errors.console
  const need = callsConsole(driver) ? t('form.consoleNeeded') : t('form.consoleOptional')
  return (
    <fieldset className="space-y-4">
      <legend className="mb-2 font-semibold">{t('form.console')}</legend>
      <RadioCards
        legend={t('form.driverLegend')}
        name="console-driver"
        value={driver}
        onChange={(value) => {
          setValue('console.driver', value)
          clearErrors('console')
        }}
        error={errors?.driver?.message}
        choices={ConsoleDriver.options.map((value) => ({ value, label: t(`driver.${value}`), description: t(`driver.${value}Text`) }))}
      />
      <div className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
        <Field label={t('form.url')} hint={t('form.urlHint')} error={errors?.url?.message} className="sm:col-span-2 lg:col-span-1">
          {(control) => <Input {...control} {...register('console.url')} inputMode="url" className="font-mono" />}
        </Field>
        <Field label={t('form.consoleUser')} hint={need} error={errors?.user?.message}>
          {(control) => <Input {...control} {...register('console.user')} />}
        </Field>
        <Field label={t('form.consolePassword')} hint={isStored ? t('form.passwordKeep') : need} error={errors?.password?.message}>
          {(control) => <Input {...control} {...register('console.password')} type="password" autoComplete="new-password" />}
        </Field>
      </div>
      {driver === 'console' && <ConsoleActionFields />}
      {driver === 'learned' && <TeachConsole />}
    </fieldset>
  )
}
