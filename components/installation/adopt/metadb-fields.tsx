'use client'

import { useTranslations } from 'next-intl'
import { useFormContext, useWatch } from 'react-hook-form'
import { Field } from '@/components/ui/field.tsx'
import { Input } from '@/components/ui/input.tsx'
import { RadioCards } from '@/components/ui/radio-cards.tsx'
import type { MetaDbAddress } from '@/server/contract/installation.ts'
import type { MetaDbTls } from '@/server/contract/metadb-tls.ts'
import type { AdoptValues } from './adopt-values.ts'
import { TlsFields } from './tls-fields.tsx'

interface MetaDbFieldsProps {
  passwordInConfig: boolean
  /** The account whose password the panel keeps, where there is one: it is sent to no other. */
  stored?: MetaDbAddress & { tls: MetaDbTls }
}

export function MetaDbFields({ passwordInConfig, stored }: MetaDbFieldsProps) {
  const t = useTranslations('adopt.form')
  const { register, setValue, clearErrors, formState, control: form } = useFormContext<AdoptValues>()
  const passwordFrom = useWatch({ control: form, name: 'metaDb.passwordFrom' })
  const [host, port, user] = useWatch({ control: form, name: ['metaDb.host', 'metaDb.port', 'metaDb.user'] })
  const isStored = stored !== undefined && stored.host === host && String(stored.port) === port && stored.user === user
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
      <TlsFields />
      <RadioCards
        legend={t('passwordSource')}
        name="metadb-password-from"
        className={stored === undefined ? 'sm:grid-cols-2' : 'sm:grid-cols-3'}
        value={passwordFrom}
        onChange={(value) => {
          setValue('metaDb.passwordFrom', value)
          clearErrors('metaDb.password')
        }}
        error={passwordFrom === 'typed' ? undefined : errors?.password?.message}
        choices={[
          ...(stored === undefined
            ? []
            : [
                {
                  value: 'stored' as const,
                  label: t('passwordStored'),
                  description: t('passwordStoredHint', { user: stored.user, host: stored.host, port: String(stored.port) }),
                  disabledReason: isStored ? undefined : t('passwordStoredOther'),
                },
              ]),
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
