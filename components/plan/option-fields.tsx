'use client'

import { useTranslations } from 'next-intl'
import { Field } from '@/components/ui/field.tsx'
import { Input } from '@/components/ui/input.tsx'
import { RadioCards } from '@/components/ui/radio-cards.tsx'
import { Section } from '@/components/ui/section.tsx'
import { containerName, type PlanField, type PlanForm } from './plan-form.ts'
import { versionInImage } from './version-in-image.ts'

interface OptionFieldsProps {
  form: PlanForm
  onChange: (change: Partial<PlanForm>) => void
  errors: Partial<Record<PlanField, string>>
}

export function OptionFields({ form, onChange, errors }: OptionFieldsProps) {
  const t = useTranslations('plan.options')
  const isVersionTold = form.image === null || versionInImage(form.image) !== null
  return (
    <Section title={t('title')}>
      <div className="space-y-5">
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label={t('containerName')} hint={t('containerNameHint')} error={errors.newContainerName}>
            {(control) => (
              <Input
                {...control}
                className="font-mono"
                value={containerName(form)}
                onChange={(event) => onChange({ typedName: event.target.value })}
              />
            )}
          </Field>
          {(!isVersionTold || errors.toVersion) && (
            <Field label={t('toVersion')} hint={t('toVersionHint')} error={errors.toVersion}>
              {(control) => (
                <Input
                  {...control}
                  className="font-mono"
                  inputMode="decimal"
                  value={form.typedVersion}
                  onChange={(event) => onChange({ typedVersion: event.target.value })}
                />
              )}
            </Field>
          )}
        </div>
        <RadioCards
          legend={t('recovery')}
          name="store-recovery"
          className="lg:grid-cols-2"
          value={form.storeRecovery}
          onChange={(storeRecovery) => onChange({ storeRecovery })}
          error={errors.storeRecovery}
          choices={[
            { value: 'perceive-checkpoint', label: t('perceive'), description: t('perceiveText') },
            { value: 'refetch-interval', label: t('refetch'), description: t('refetchText') },
          ]}
        />
      </div>
    </Section>
  )
}
