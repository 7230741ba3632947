'use client'

import { useTranslations } from 'next-intl'
import { useFormContext, useWatch } from 'react-hook-form'
import { Field } from '@/components/ui/field.tsx'
import { Input } from '@/components/ui/input.tsx'
import { RadioCards } from '@/components/ui/radio-cards.tsx'
import type { AdoptValues } from './adopt-values.ts'

export function MetaDbFields({ passwordInConfig }: { passwordInConfig: boolean }) {
  const t = useTranslations('adopt.form')
  const { register, setValue, clearErrors, formState, control: form } = useFormContext<AdoptValues>()
  const passwordFrom = useWatch({ control: form, name: 'metaDb.passwordFrom' })
  const errors = formState.errors.metaDb
  return (
    <fieldset className="space-y-4">
      <legend className="mb-2 font-semibold">{t('metaDb')}</legend>
      <div className="grid gap-4 sm:grid-cols-[minmax(0,2fr)_minmax(0,1fr)_minmax(0,2fr)]">
        <Field label={t('host')} error={errors?.host?.message}>
          {(control) => <Input {...control} {...register('metaDb.host')} className="font-mono" />}
        </Field>
        <Field label={t('port')} error={errors?.port?.message}>
          {(control) => <Input {...control} {...register('metaDb.port')} inputMode="numeric" className="font-mono" />}
        </Field>
        <Field label={t('user')} error={errors?.user?.message}>
          {(control) => <Input {...control} {...register('metaDb.user')} className="font-mono" />}
        </Field>
      </div>
      <RadioCards
        legend={t('passwordSource')}
        name="metadb-password-from"
        className="sm:grid-cols-2"
        value={passwordFrom}
        onChange={(value) => {
          setValue('metaDb.passwordFrom', value)
          clearErrors('metaDb.password')
        }}
        error={passwordFrom === 'config' ? errors?.password?.message : undefined}
        choices={[
          {
            value: 'config',
            label: t('passwordFromConfig'),
            description: t('passwordFromConfigHint'),
            disabledReason: passwordInConfig ? undefined : t('passwordMissing'),
          },
          { value: 'typed', label: t('passwordOwn'), description: t('passwordOwnHint') },
        ]}
      />
      {passwordFrom === 'typed' && (
        <Field label={t('metaDbPassword')} error={errors?.password?.message} className="sm:max-w-md">
          {(control) => <Input {...control} {...register('metaDb.password')} type="password" autoComplete="new-password" />}
        </Field>
      )}
    </fieldset>
  )
}
