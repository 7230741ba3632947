'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { installationsQuery, inUse } from '@/components/installation/installations-query.ts'
import { ReadFailure } from '@/components/read/read-failure.tsx'
import { ButtonLink } from '@/components/ui/button-link.tsx'
import { Field } from '@/components/ui/field.tsx'
import { Section } from '@/components/ui/section.tsx'
import { Select } from '@/components/ui/select.tsx'
import { Skeleton } from '@/components/ui/skeleton.tsx'

interface InstallationChoiceProps {
  value: string | null
  onChange: (installationId: string | null) => void
  error: string | undefined
}

export function InstallationChoice({ value, onChange, error }: InstallationChoiceProps) {
  const t = useTranslations('plan.installation')
  const tAdopt = useTranslations('adopt.list')
  const { data, error: failure, refetch, isFetching } = useQuery({ ...installationsQuery, select: inUse })
  return (
    <Section title={t('title')}>
      {failure && <ReadFailure error={failure} onRetry={refetch} isRetrying={isFetching} />}
      {data === undefined && failure === null && <Skeleton lines={1} className="p-0" />}
      {data?.length === 0 && (
        <div className="flex flex-wrap items-center gap-3">
          <p>{t('none')}</p>
          <ButtonLink href="/installations/adopt" size="sm">
            {tAdopt('adopt')}
          </ButtonLink>
        </div>
      )}
      {data !== undefined && data.length > 0 && (
        <Field label={t('label')} error={error} className="max-w-2xl">
          {(control) => (
            <Select {...control} value={value ?? ''} onChange={(event) => onChange(event.target.value === '' ? null : event.target.value)}>
              <option value="">{t('choose')}</option>
              {data.map(({ id, name, version, nodes }) => (
                <option key={id} value={id}>
                  {t('current', { name, version, container: nodes.map((node) => node.containerName).join(', ') })}
                </option>
              ))}
            </Select>
          )}
        </Field>
      )}
    </Section>
  )
}
