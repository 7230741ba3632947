'use client'

import { useTranslations } from 'next-intl'
import { useFormContext } from 'react-hook-form'
import { Field } from '@/components/ui/field.tsx'
import { Input } from '@/components/ui/input.tsx'
import { Select } from '@/components/ui/select.tsx'
import { Edition } from '@/server/contract/installation.ts'
import type { AdoptValues } from './adopt-values.ts'

export function GeneralFields() {
  const t = useTranslations('adopt')
  const { register, formState } = useFormContext<AdoptValues>()
  const { errors } = formState
  return (
    <fieldset className="grid gap-4 sm:grid-cols-2">
      <legend className="mb-2 font-semibold">{t('form.general')}</legend>
      <Field label={t('form.name')} hint={t('form.nameHint')} error={errors.name?.message}>
        {(control) => <Input {...control} {...register('name')} />}
      </Field>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label={t('form.version')} hint={t('form.versionHint')} error={errors.version?.message}>
          {(control) => <Input {...control} {...register('version')} inputMode="decimal" className="font-mono" />}
        </Field>
        <Field label={t('form.edition')} error={errors.edition?.message}>
          {(control) => (
            <Select {...control} {...register('edition')}>
              {Edition.options.map((edition) => (
                <option key={edition} value={edition}>
                  {t(`edition.${edition}`)}
                </option>
              ))}
            </Select>
          )}
        </Field>
      </div>
      <Field
        label={t('form.backupFolder')}
        hint={t('form.backupFolderHint')}
        error={errors.backupFolder?.message}
        className="sm:col-span-2"
      >
        {(control) => <Input {...control} {...register('backupFolder')} className="font-mono" />}
      </Field>
    </fieldset>
  )
}
