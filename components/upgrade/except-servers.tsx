'use client'

import { useTranslations } from 'next-intl'
import { Checkbox } from '@/components/ui/checkbox.tsx'
import { Disclosure } from '@/components/ui/disclosure.tsx'
import type { JobSnapshot } from '@/server/contract/job.ts'

interface ExceptServersProps {
  snapshot: Pick<JobSnapshot, 'servers'>
  value: string[]
  onChange: (value: string[]) => void
}

/** Servers that the run waits for, one of which may never come back. */
export function ExceptServers({ snapshot: { servers }, value, onChange }: ExceptServersProps) {
  const t = useTranslations('run.decide.except')
  const waitedFor = servers.expected.filter((ip) => !servers.excepted.some((server) => server.ip === ip))
  if (waitedFor.length === 0) return null
  return (
    <Disclosure summary={t('title')}>
      <div className="space-y-2">
        <p className="max-w-prose text-ink-2 text-sm">{t('text')}</p>
        {waitedFor.map((ip) => (
          <Checkbox
            key={ip}
            label={t('server', { ip })}
            checked={value.includes(ip)}
            onChange={(event) => onChange(event.target.checked ? [...value, ip] : value.filter((other) => other !== ip))}
          />
        ))}
      </div>
    </Disclosure>
  )
}
