'use client'

import { useQuery } from '@tanstack/react-query'
import { X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type ReactNode, useId } from 'react'
import { Button } from '@/components/ui/button.tsx'
import { Checkbox } from '@/components/ui/checkbox.tsx'
import { Field } from '@/components/ui/field.tsx'
import { FilterFields } from '@/components/ui/filter-fields.tsx'
import { Input } from '@/components/ui/input.tsx'
import { Select } from '@/components/ui/select.tsx'
import { JOB_STATUSES } from '@/server/contract/job.ts'
import { filtersOf, type HistoryAddress, isFiltered } from './history-address.ts'
import { choicesQuery } from './history-query.ts'
import { SearchBox } from './search-box.tsx'
import type { ChangeAddress } from './use-history-address.ts'

interface HistoryFilterProps {
  address: HistoryAddress
  change: ChangeAddress
}

export function HistoryFilter({ address, change }: HistoryFilterProps) {
  const t = useTranslations('history.filter')
  const tStatus = useTranslations('jobs.status')
  const id = useId()
  const count = filtersOf(address).filter((name) => name !== 'text').length
  const { data } = useQuery(choicesQuery)
  // A value from a link stays in the list even where nothing has it, so that the filter never says less than it does.
  const withOwn = (values: string[], own: string | undefined) => (own === undefined || values.includes(own) ? values : [own, ...values])
  const installations = data?.installations ?? []
  const isUnknown = address.installation !== undefined && !installations.some((one) => one.id === address.installation)
  return (
    <search aria-labelledby={id} className="space-y-3 border-line border-b px-4 py-3">
      <h2 id={id} className="sr-only">
        {t('label')}
      </h2>
      <FilterFields count={count} first={<SearchBox address={address} change={change} />}>
        <Choice
          label={t('installation')}
          any={t('anyInstallation')}
          value={address.installation}
          onChange={(installation) => change({ installation })}
        >
          {isUnknown && <option value={address.installation}>{address.installation}</option>}
          {installations.map(({ id: value, name }) => (
            <option key={value} value={value}>
              {name}
            </option>
          ))}
        </Choice>
        <Choice label={t('status')} any={t('anyStatus')} value={address.status} onChange={(status) => change({ status })}>
          {JOB_STATUSES.map((status) => (
            <option key={status} value={status}>
              {tStatus(status)}
            </option>
          ))}
        </Choice>
        <Choice label={t('person')} any={t('anyPerson')} value={address.person} onChange={(person) => change({ person })}>
          {withOwn(data?.people ?? [], address.person).map((name) => (
            <option key={name}>{name}</option>
          ))}
        </Choice>
        <Choice label={t('version')} any={t('anyVersion')} value={address.version} onChange={(version) => change({ version })}>
          {withOwn(data?.versions ?? [], address.version).map((version) => (
            <option key={version}>{version}</option>
          ))}
        </Choice>
        <Day label={t('from')} value={address.from} onChange={(from) => change({ from })} />
        <Day label={t('to')} value={address.to} onChange={(to) => change({ to })} />
        <div className="flex flex-wrap items-end justify-between gap-2 pb-1">
          <Checkbox
            label={t('glass')}
            checked={address.glass !== undefined}
            onChange={({ target }) => change({ glass: target.checked ? 'broken' : undefined })}
          />
          {isFiltered(address) && <ClearFilter change={change} />}
        </div>
      </FilterFields>
    </search>
  )
}

export function ClearFilter({ change }: { change: ChangeAddress }) {
  const t = useTranslations('history.filter')
  const none = { text: undefined, installation: undefined, status: undefined, person: undefined, version: undefined }
  return (
    <Button size="sm" onClick={() => change({ ...none, from: undefined, to: undefined, glass: undefined })}>
      <X aria-hidden />
      {t('clear')}
    </Button>
  )
}

interface ChoiceProps {
  label: string
  any: string
  value: string | undefined
  onChange: (value: string | undefined) => void
  children: ReactNode
}

function Choice({ label, any, value, onChange, children }: ChoiceProps) {
  return (
    <Field label={label}>
      {(control) => (
        <Select {...control} value={value ?? ''} onChange={({ target }) => onChange(target.value || undefined)}>
          <option value="">{any}</option>
          {children}
        </Select>
      )}
    </Field>
  )
}

function Day({ label, value, onChange }: Omit<ChoiceProps, 'any' | 'children'>) {
  return (
    <Field label={label}>
      {(control) => <Input {...control} type="date" value={value ?? ''} onChange={({ target }) => onChange(target.value || undefined)} />}
    </Field>
  )
}
