'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { installationsQuery } from '@/components/installation/installations-query.ts'
import { ReadFailure } from '@/components/read/read-failure.tsx'
import { Checkbox } from '@/components/ui/checkbox.tsx'
import { RadioCards } from '@/components/ui/radio-cards.tsx'
import { NoticeEvent } from '@/server/contract/notification.ts'
import type { ChannelPart } from './channel-part.ts'

/** The list with or without one of its members, in the order of `all`. */
function toggled<T>(all: readonly T[], chosen: readonly T[], member: T): T[] {
  return all.filter((each) => (each === member ? !chosen.includes(each) : chosen.includes(each)))
}

/** What the channel wants to hear, and of which installations. */
export function RuleFields({ values, change, errorOf }: ChannelPart) {
  const t = useTranslations('notify.form')
  const tEvent = useTranslations('notify.event')
  const { data, error, refetch, isFetching } = useQuery(installationsQuery)
  const ids = (data ?? []).map(({ id }) => id)
  const problem = errorOf('events')
  const wrongInstallations = errorOf('installationIds')
  return (
    <div className="grid gap-5 sm:grid-cols-2">
      <fieldset className="space-y-1.5">
        <legend className="font-medium text-sm">{t('events')}</legend>
        {NoticeEvent.options.map((event) => (
          <Checkbox
            key={event}
            label={tEvent(event)}
            checked={values.events.includes(event)}
            onChange={() => change({ events: toggled(NoticeEvent.options, values.events, event) })}
          />
        ))}
        {problem && <p className="font-medium text-bad text-sm">{problem}</p>}
      </fieldset>
      <div className="min-w-0 space-y-2">
        <RadioCards
          legend={t('installations')}
          name="installations"
          value={values.isForAll ? 'all' : 'some'}
          choices={[
            { value: 'all', label: t('allInstallations'), description: t('allInstallationsHint') },
            { value: 'some', label: t('someInstallations') },
          ]}
          onChange={(choice) => change({ isForAll: choice === 'all' })}
        />
        {!values.isForAll && (
          <fieldset className="space-y-1.5 pl-1">
            <legend className="sr-only">{t('someInstallations')}</legend>
            {error && <ReadFailure error={error} onRetry={refetch} isRetrying={isFetching} />}
            {data?.length === 0 && <p className="text-ink-2">{t('noInstallations')}</p>}
            {data?.map(({ id, name }) => (
              <Checkbox
                key={id}
                label={name}
                checked={values.installationIds.includes(id)}
                onChange={() => change({ installationIds: toggled(ids, values.installationIds, id) })}
              />
            ))}
            {wrongInstallations && <p className="font-medium text-bad text-sm">{wrongInstallations}</p>}
          </fieldset>
        )}
      </div>
    </div>
  )
}
