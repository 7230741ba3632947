'use client'

import { useTranslations } from 'next-intl'
import { Disclosure } from '@/components/ui/disclosure.tsx'
import { Field } from '@/components/ui/field.tsx'
import { Input } from '@/components/ui/input.tsx'
import type { RetryInput } from '@/server/contract/choice.ts'
import { ArchiveField } from './archive-field.tsx'
import type { DecisionForm } from './decision-form.ts'

interface ChoiceInputsProps {
  inputs: RetryInput[]
  form: DecisionForm
  onChange: (change: Partial<DecisionForm>) => void
}

/** What may have been wrong and can be corrected for the next attempt. Folded away, because mostly it was right. */
export function ChoiceInputs({ inputs, form, onChange }: ChoiceInputsProps) {
  const t = useTranslations('run.decide')
  return (
    <Disclosure summary={t('change')}>
      <div className="space-y-3">
        <p className="text-ink-2 text-sm">{t('changeHint')}</p>
        {inputs.includes('console-account') && (
          <div className="grid gap-3 sm:grid-cols-2">
            <Field label={t('consoleUser')}>
              {(control) => (
                <Input {...control} value={form.consoleUser} onChange={(event) => onChange({ consoleUser: event.target.value })} />
              )}
            </Field>
            <Field label={t('consolePassword')}>
              {(control) => (
                <Input
                  {...control}
                  type="password"
                  autoComplete="new-password"
                  value={form.consolePassword}
                  onChange={(event) => onChange({ consolePassword: event.target.value })}
                />
              )}
            </Field>
          </div>
        )}
        {inputs.includes('metadb-password') && (
          <Field label={t('metaDbPassword')}>
            {(control) => (
              <Input
                {...control}
                type="password"
                autoComplete="new-password"
                value={form.metaDbPassword}
                onChange={(event) => onChange({ metaDbPassword: event.target.value })}
              />
            )}
          </Field>
        )}
        {inputs.includes('image-archive') && <ArchiveField value={form.imageFile} onChange={(imageFile) => onChange({ imageFile })} />}
      </div>
    </Disclosure>
  )
}
