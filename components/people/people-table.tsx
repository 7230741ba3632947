'use client'

import { ShieldCheck, ShieldOff } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { LocalTime } from '@/components/i18n/local-time.tsx'
import { usePerson } from '@/components/layout/person-context.tsx'
import { Badge } from '@/components/ui/badge.tsx'
import { Button } from '@/components/ui/button.tsx'
import { Table } from '@/components/ui/table.tsx'
import type { PersonRow } from '@/server/contract/people.ts'

interface PeopleTableProps {
  people: PersonRow[]
  onManage: (personId: string) => void
}

/** A table where there is room for one, cards where there is not. */
export function PeopleTable({ people, onManage }: PeopleTableProps) {
  const t = useTranslations('people.list')
  const tRole = useTranslations('people.role')
  return (
    <>
      <div className="hidden lg:block">
        <Table label={t('label')}>
          <thead>
            <tr>
              <th scope="col">{t('person')}</th>
              <th scope="col">{t('role')}</th>
              <th scope="col">{t('twoFactor')}</th>
              <th scope="col">{t('lastSeen')}</th>
              <th scope="col">{t('sessions')}</th>
              <th scope="col">
                <span className="sr-only">{t('manage')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {people.map((person) => (
              <tr key={person.id} className="hover:bg-sunken">
                <td>
                  <Name person={person} />
                </td>
                <td>{tRole(person.role)}</td>
                <td>
                  <TwoFactor person={person} />
                </td>
                <td>
                  <LastSeen person={person} />
                </td>
                <td className="tabular-nums">{person.sessions}</td>
                <td className="text-right">
                  <Manage person={person} onManage={onManage} />
                </td>
              </tr>
            ))}
          </tbody>
        </Table>
      </div>
      <ul aria-label={t('label')} className="divide-y divide-line lg:hidden">
        {people.map((person) => (
          <li key={person.id} className="space-y-2 px-4 py-3">
            <Name person={person} />
            <dl className="grid grid-cols-[max-content_minmax(0,1fr)] items-center gap-x-3 gap-y-0.5 text-sm">
              <dt className="text-ink-2">{t('role')}</dt>
              <dd className="font-medium">{tRole(person.role)}</dd>
              <dt className="text-ink-2">{t('twoFactor')}</dt>
              <dd>
                <TwoFactor person={person} />
              </dd>
              <dt className="text-ink-2">{t('lastSeen')}</dt>
              <dd>
                <LastSeen person={person} />
              </dd>
              <dt className="text-ink-2">{t('sessions')}</dt>
              <dd className="tabular-nums">{person.sessions}</dd>
            </dl>
            <Manage person={person} onManage={onManage} />
          </li>
        ))}
      </ul>
    </>
  )
}

function Name({ person }: { person: PersonRow }) {
  const t = useTranslations('people.list')
  const { id } = usePerson()
  return (
    <div className="min-w-0 space-y-1">
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <span className="min-w-0 break-words font-semibold">{person.name}</span>
        {person.id === id && <Badge tone="busy">{t('you')}</Badge>}
        {person.mustChangePassword && <Badge tone="warn">{t('temporary')}</Badge>}
      </p>
      <p className="break-all text-ink-2 text-sm">{person.email}</p>
    </div>
  )
}

function TwoFactor({ person }: { person: PersonRow }) {
  const t = useTranslations('people.twoFactor')
  return person.hasTwoFactor ? (
    <Badge tone="good" icon={ShieldCheck}>
      {t('on')}
    </Badge>
  ) : (
    <Badge tone="idle" icon={ShieldOff}>
      {t('off')}
    </Badge>
  )
}

function LastSeen({ person }: { person: PersonRow }) {
  const t = useTranslations('people.list')
  return person.lastSeenAt === null ? <span className="text-ink-2">{t('never')}</span> : <LocalTime iso={person.lastSeenAt} />
}

function Manage({ person, onManage }: { person: PersonRow; onManage: (personId: string) => void }) {
  const t = useTranslations('people.list')
  return (
    <Button size="sm" onClick={() => onManage(person.id)}>
      {t('manage')}
      <span className="sr-only">: {person.name}</span>
    </Button>
  )
}
