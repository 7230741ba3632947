'use client'

import { useTranslations } from 'next-intl'
import { RestoredHint } from '@/components/draft/restored-hint.tsx'
import { useSay } from '@/components/i18n/use-say.ts'
import { Checkbox } from '@/components/ui/checkbox.tsx'
import { Field } from '@/components/ui/field.tsx'
import { Input } from '@/components/ui/input.tsx'
import type { RollbackPreview } from '@/server/contract/choice.ts'
import type { Problem } from '@/server/contract/result.ts'
import type { RollBackForm } from './roll-back-form.ts'

interface RollBackFieldsProps {
  preview: RollbackPreview
  form: RollBackForm
  onChange: (change: Partial<RollBackForm>) => void
  problem: Problem | null
  /** Whether the reason was typed earlier. */
  isRestored: boolean
}

/** What the person says before the rollback: why, whether the present state is kept, and the container's name. */
export function RollBackFields({ preview, form, onChange, problem, isRestored }: RollBackFieldsProps) {
  const t = useTranslations('run.rollback')
  const tSkip = useTranslations('steps.skip')
  const say = useSay()
  const errorOf = (field: keyof RollBackForm) => (problem?.field === field ? say(problem.said) : null)
  return (
    <div className="space-y-4 border-line border-t pt-4">
      <Field label={t('reason')} hint={<RestoredHint isRestored={isRestored}>{t('reasonHint')}</RestoredHint>} error={errorOf('reason')}>
        {(control) => (
          <Input {...control} maxLength={2000} value={form.reason} onChange={(event) => onChange({ reason: event.target.value })} />
        )}
      </Field>
      {preview.canSwap && (
        <Checkbox
          label={t('dropsFirst')}
          hint={t('dropsFirstHint')}
          checked={form.dropsFirst}
          onChange={(event) => onChange({ dropsFirst: event.target.checked, dropsConfirmed: false })}
        />
      )}
      {preview.way === 'drop-and-restore' && (
        <Checkbox
          label={t('dropsConfirmed')}
          hint={t('dropsConfirmedHint')}
          checked={form.dropsConfirmed}
          onChange={(event) => onChange({ dropsConfirmed: event.target.checked })}
        />
      )}
      {preview.way === 'drop-and-restore' && (
        <Checkbox
          label={t('skipSafety')}
          hint={tSkip('saveCurrentDatabases')}
          checked={form.skipSafetyDump}
          onChange={(event) => onChange({ skipSafetyDump: event.target.checked })}
        />
      )}
      <Field label={t('name', { name: preview.containerName })} hint={t('nameHint')} error={errorOf('containerName')}>
        {(control) => (
          <Input
            {...control}
            className="max-w-sm font-mono"
            value={form.containerName}
            onChange={(event) => onChange({ containerName: event.target.value })}
          />
        )}
      </Field>
    </div>
  )
}
