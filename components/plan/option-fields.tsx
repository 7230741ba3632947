'use client'

import { useTranslations } from 'next-intl'
import { Field } from '@/components/ui/field.tsx'
import { Input } from '@/components/ui/input.tsx'
import { RadioCards } from '@/components/ui/radio-cards.tsx'
import { Section } from '@/components/ui/section.tsx'
import { containerName, type PlanField, type PlanForm, targetVersion } from './plan-form.ts'
import { proposedContainerName } from './proposed-container-name.ts'
import { versionInImage } from './version-in-image.ts'

interface OptionFieldsProps {
  form: PlanForm
  /** Names of the containers that exist. */
  taken: readonly string[]
  onChange: (change: Partial<PlanForm>) => void
  errors: Partial<Record<PlanField, string>>
}

export function OptionFields({ form, taken, onChange, errors }: OptionFieldsProps) {
  const t = useTranslations('plan.options')
  const version = targetVersion(form)
  const name = containerName(form, taken)
  const usual = proposedContainerName(version, [])
  const proposed = proposedContainerName(version, taken)
  const isVersionTold = form.image === null || versionInImage(form.image) !== null
  return (
    <Section title={t('title')}>
      <div className="space-y-5">
        <div className="grid gap-4 sm:grid-cols-2">
          <Field
            label={t('containerName')}
            hint={proposed !== usual && name === proposed ? t('containerNameTaken', { name: usual }) : t('containerNameHint')}
            error={errors.newContainerName}
          >
            {(control) => (
              <Input {...control} className="font-mono" value={name} onChange={(event) => onChange({ typedName: event.target.value })} />
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
