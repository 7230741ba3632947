'use client'

import { useTranslations } from 'next-intl'
import { useRef } from 'react'
import { useFormContext, useWatch } from 'react-hook-form'
import { Button } from '@/components/ui/button.tsx'
import { cn } from '@/components/ui/cn.ts'
import { CONTROL_STYLE } from '@/components/ui/control-style.ts'
import { Field } from '@/components/ui/field.tsx'
import { RadioCards } from '@/components/ui/radio-cards.tsx'
import type { AdoptValues } from './adopt-values.ts'

/** How sessions to the MetaDB are protected, and by which CA it is verified. */
export function TlsFields() {
  const t = useTranslations('adopt.form.tls')
  const { register, setValue, clearErrors, formState, control: form } = useFormContext<AdoptValues>()
  const mode = useWatch({ control: form, name: 'metaDb.tls.mode' })
  const file = useRef<HTMLInputElement>(null)
  const errors = formState.errors.metaDb?.tls
  return (
    <>
      <RadioCards
        legend={t('legend')}
        name="metadb-tls"
        className="sm:grid-cols-3"
        value={mode}
        onChange={(value) => {
          setValue('metaDb.tls.mode', value)
          clearErrors(['metaDb.tls.mode', 'metaDb.tls.ca', 'metaDb.password'])
        }}
        error={errors?.mode?.message}
        choices={[
          { value: 'offered', label: t('offered'), description: t('offeredHint') },
          { value: 'verified', label: t('verified'), description: t('verifiedHint') },
          { value: 'off', label: t('off'), description: t('offHint') },
        ]}
      />
      {mode === 'verified' && (
        <Field label={t('ca')} hint={t('caHint')} error={errors?.ca?.message}>
          {(control) => (
            <div className="space-y-2">
              <textarea
                {...control}
                {...register('metaDb.tls.ca')}
                rows={6}
                spellCheck={false}
                autoComplete="off"
                placeholder="-----BEGIN CERTIFICATE-----"
                className={cn(CONTROL_STYLE, 'py-2 font-mono text-sm')}
              />
              <input
                ref={file}
                type="file"
                accept=".pem,.crt,.cer"
                className="hidden"
                aria-hidden
                tabIndex={-1}
                onChange={async ({ currentTarget }) => {
                  const [chosen] = currentTarget.files ?? []
                  // The same file can be chosen again after it was corrected.
                  currentTarget.value = ''
                  if (chosen === undefined) return
                  setValue('metaDb.tls.ca', await chosen.text(), { shouldDirty: true })
                  clearErrors('metaDb.tls.ca')
                }}
              />
              <Button type="button" onClick={() => file.current?.click()}>
                {t('file')}
              </Button>
            </div>
          )}
        </Field>
      )}
    </>
  )
}
