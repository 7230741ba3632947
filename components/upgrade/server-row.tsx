'use client'

import { useTranslations } from 'next-intl'
import { Badge } from '@/components/ui/badge.tsx'
import type { ServerStatus } from '@/server/contract/job.ts'

/** The raw word stands there whatever it is; only Online is good. */
export function ServerRow({ server }: { server: ServerStatus }) {
  const t = useTranslations('run.servers')
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1 px-4 py-2.5">
      <span className="min-w-0">
        <span className="block font-medium font-mono">{server.ip}</span>
        {server.region !== null && <span className="text-ink-2 text-sm">{server.region}</span>}
      </span>
      <Badge tone={server.isOnline ? 'good' : 'bad'} className="px-2 py-1 text-lg">
        {server.status === '' ? t('notOnline') : server.status}
      </Badge>
    </li>
  )
}
