'use client'

import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import type { FormEvent } from 'react'
import { localInput, localInstant } from '@/components/i18n/local-instant.ts'
import { useZone } from '@/components/i18n/use-zone.ts'
import { Button } from '@/components/ui/button.tsx'
import { ButtonLink } from '@/components/ui/button-link.tsx'
import { Field } from '@/components/ui/field.tsx'
import { FilterFields } from '@/components/ui/filter-fields.tsx'
import { Input } from '@/components/ui/input.tsx'
import { Select } from '@/components/ui/select.tsx'
import { ActionGroup, type AuditChoices, AuditOutcome } from '@/server/contract/audit.ts'
import { useActorText } from './use-actor-text.ts'

/** As a datetime-local input writes it: the clock of the reader's zone. */
function toLocal(iso: string | null, zone: string): string {
  const time = iso === null ? Number.NaN : Date.parse(iso)
  return Number.isNaN(time) ? '' : localInput(new Date(time).toISOString(), zone)
}

/** The filter lives in the address, so that it can be sent to somebody and survives going back. */
export function AuditFilterForm({ search, choices }: { search: string; choices: AuditChoices | undefined }) {
  const t = useTranslations('audit')
  const actorText = useActorText()
  const router = useRouter()
  const zone = useZone()
  const now = new URLSearchParams(search)
  const value = (name: string) => now.get(name) ?? ''
  const count = [...now.keys()].filter((name) => name !== 'text').length

  function apply(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const params = new URLSearchParams()
    for (const [name, given] of new FormData(event.currentTarget)) {
      if (typeof given !== 'string' || given.trim() === '') continue
      const isTime = name === 'from' || name === 'to'
      params.set(name, (isTime ? localInstant(given, zone) : null) ?? given.trim())
    }
    router.push(`/audit?${params}`)
  }

  return (
    <form key={`${search} ${zone}`} onSubmit={apply} aria-label={t('filter.label')} className="p-4">
      <FilterFields
        count={count}
        first={
          <Field label={t('filter.text')}>
            {(control) => <Input {...control} type="search" name="text" maxLength={200} defaultValue={value('text')} />}
          </Field>
        }
      >
        <Field label={t('filter.person')}>
          {(control) => (
            <Select {...control} name="person" defaultValue={value('person')} key={`${choices === undefined}`}>
              <option value="">{t('filter.everybody')}</option>
              {[...new Set([...(choices?.people ?? []), ...(value('person') ? [value('person')] : [])])].map((name) => (
                <option key={name} value={name}>
                  {actorText(name)}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Field label={t('filter.group')}>
          {(control) => (
            <Select {...control} name="group" defaultValue={value('group')}>
              <option value="">{t('filter.everything')}</option>
              {ActionGroup.options.map((group) => (
                <option key={group} value={group}>
                  {t(`groups.${group}`)}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Field label={t('filter.outcome')}>
          {(control) => (
            <Select {...control} name="outcome" defaultValue={value('outcome')}>
              <option value="">{t('filter.anyOutcome')}</option>
              {AuditOutcome.options.map((outcome) => (
                <option key={outcome} value={outcome}>
                  {t(`outcomes.${outcome}`)}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Field label={t('filter.installation')}>
          {(control) => (
            <Select {...control} name="installation" defaultValue={value('installation')} key={`${choices === undefined}`}>
              <option value="">{t('filter.anyInstallation')}</option>
              {choices?.installations.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Field label={t('filter.from')}>
          {(control) => <Input {...control} type="datetime-local" name="from" defaultValue={toLocal(now.get('from'), zone)} />}
        </Field>
        <Field label={t('filter.to')}>
          {(control) => <Input {...control} type="datetime-local" name="to" defaultValue={toLocal(now.get('to'), zone)} />}
        </Field>
        <div className="flex flex-wrap items-end gap-2">
          <Button type="submit" variant="primary">
            {t('filter.apply')}
          </Button>
          {search !== '' && <ButtonLink href="/audit">{t('filter.clear')}</ButtonLink>}
        </div>
      </FilterFields>
    </form>
  )
}
