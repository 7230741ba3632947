'use client'

import { useQuery } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useLocale, useTranslations } from 'next-intl'
import { useTheme } from 'next-themes'
import { JOURNEYS } from '@/components/help/journeys.ts'
import { installationsQuery } from '@/components/installation/installations-query.ts'
import { NAV_PAGES } from '@/components/layout/nav-pages.ts'
import { usePerson } from '@/components/layout/person-context.tsx'
import { useChangeLocale } from '@/components/layout/use-change-locale.ts'
import { useSignOut } from '@/components/layout/use-sign-out.ts'
import { may } from '@/server/contract/access.ts'
import type { HistoryRow } from '@/server/contract/history.ts'
import { LOCALE_NAMES, LOCALES } from '@/server/contract/locales.ts'
import { type EntryGroup, found } from './entry.ts'
import { useOpen } from './open-context.tsx'

const THEMES = ['light', 'dark', 'system'] as const

/** What the reader's role may go to or do, as far as the typed words find it. Jobs come from the panel, which searches all of them. */
export function useEntries(typed: string, jobs: readonly HistoryRow[]): EntryGroup[] {
  const t = useTranslations('comfort.palette')
  const tNav = useTranslations('common.nav')
  const tTheme = useTranslations('common.theme')
  const tHelp = useTranslations('help.page')
  const tAdopt = useTranslations('adopt.list')
  const tJobs = useTranslations('jobs')
  const router = useRouter()
  const open = useOpen()
  const { setTheme } = useTheme()
  const { leave } = useSignOut()
  const changeLocale = useChangeLocale()
  const locale = useLocale()
  const { role } = usePerson()
  const { data: installations = [] } = useQuery(installationsQuery)
  const way = (href: string, label: string, note?: string) => ({ id: href, label, act: () => router.push(href), ...(note && { note }) })

  const pages = [
    ...NAV_PAGES.filter(({ needs }) => may(role, needs)).map(({ href, label }) => way(href, tNav(label))),
    way('/account', t('account')),
  ]
  const help = JOURNEYS.map(({ id }) => way(`/help/${id}`, t('help', { title: tHelp(`${id}.title`) })))
  const actions = [
    ...(may(role, 'upgrade:plan') ? [way('/upgrades/new', tJobs('list.new'))] : []),
    ...(may(role, 'installation:edit') ? [way('/installations/adopt', tAdopt('adopt'))] : []),
  ]
  const settings = [
    ...THEMES.map((theme) => ({ id: theme, label: tTheme(theme), words: tTheme('label'), act: () => setTheme(theme) })),
    ...LOCALES.filter((other) => other !== locale).map((other) => ({
      id: other,
      label: t('speak', { name: LOCALE_NAMES[other] }),
      act: () => changeLocale(other),
    })),
    { id: 'keys', label: t('keys'), act: () => open('keys') },
    { id: 'leave', label: t('signOut'), act: leave },
  ]
  const groups = [
    { value: t('group.pages'), items: found(pages, typed) },
    { value: t('group.actions'), items: found(actions, typed) },
    {
      value: t('group.installations'),
      items: found(
        installations.map(({ id, name, version }) => way(`/installations/${id}`, name, version)),
        typed,
      ),
    },
    {
      value: t('group.jobs'),
      items: jobs.map(({ id, number, installation, fromVersion, toVersion, status }) =>
        way(
          `/upgrades/${id}`,
          t('job', { number, installation: installation.name, from: fromVersion, to: toVersion }),
          tJobs(`status.${status}`),
        ),
      ),
    },
    { value: t('group.settings'), items: found(settings, typed) },
    { value: tNav('help'), items: found(help, typed) },
  ]
  return groups.filter(({ items }) => items.length > 0)
}
